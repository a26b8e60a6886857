from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.life.voices import add_remark
from storage.codes import Nature, NeedStatus, RemarkKind, Solved
from tests.databases import on_sqlite_only
from tests.factories import Town


@on_sqlite_only
async def test_a_question_is_done_once_staff_have_answered_it(town: Town) -> None:
    need = await town.need(NeedStatus.ACCEPTED, nature=Nature.QUESTION, words="高龄补贴要带哪些材料?")
    asked = await town.do(town.resident, add_remark, need.id, RemarkKind.COMMENT, "是我妈妈要办")
    assert asked.status is NeedStatus.ACCEPTED
    answered = await town.do(town.staff, add_remark, need.id, RemarkKind.COMMENT, "带身份证和户口本就可以")
    assert answered.status is NeedStatus.DONE
    closed = await town.do(town.resident, evaluate_need, need.id, Verdict(Solved.YES))
    assert closed.status is NeedStatus.CLOSED


@on_sqlite_only
async def test_a_comment_moves_no_other_need(town: Town) -> None:
    need = await town.need(NeedStatus.ACCEPTED)
    told = await town.do(town.staff, add_remark, need.id, RemarkKind.COMMENT, "师傅明天来")
    assert told.status is NeedStatus.ACCEPTED


@on_sqlite_only
async def test_who_raised_a_need_for_somebody_may_do_so_again(town: Town) -> None:
    first = await town.need(for_person=None, new_person=None, by=town.grid_worker, words="替王奶奶换灯泡")
    again = await town.need(by=town.grid_worker, for_person=first.for_person_id, words="王奶奶家水管漏了")
    assert again.for_person_id == first.for_person_id
