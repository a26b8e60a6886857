from sqlalchemy import text

from storage.engine import Database


async def test_opens(database: Database) -> None:
    async with database.read() as session:
        assert (await session.execute(text("SELECT count(*) FROM need"))).scalar_one() == 0
