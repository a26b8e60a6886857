"""Which pages are drawn, as whom and how."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A page of one entry; `opens` is the selector of a link followed first, `user_name` who is signed in."""

    name: str
    says: str
    path: str
    user_name: str | None = None
    opens: str = ""
    is_large: bool = False
    is_dark: bool = False

    @property
    def is_console(self) -> bool:
        """Whether it is drawn for a desk, not for a telephone."""
        return self.path.startswith("/console")


def resident(name: str, says: str, path: str, user_name: str | None = None, opens: str = "", **how: bool) -> View:
    """Return a view of the residents' entry."""
    return View(f"resident-{name}", says, f"/resident.html#{path}", user_name, opens, **how)


def console(name: str, says: str, path: str = "/", user_name: str | None = "staff", opens: str = "") -> View:
    """Return a view of the console."""
    return View(f"console-{name}", says, f"/console.html#{path}", user_name, opens)


VIEWS = (
    resident("home", "首页", "/"),
    resident("home-signed-in", "首页，已登录", "/", "parent"),
    resident("home-large", "首页，长辈版", "/", "resident", is_large=True),
    resident("home-dark", "首页，深色", "/", "parent", is_dark=True),
    resident("sign-in", "登录", "/sign-in"),
    resident("post", "我有需求", "/post", "parent"),
    resident("post-large", "我有需求，长辈版", "/post", "resident", is_large=True),
    resident("post-dark", "我有需求，深色", "/post", "parent", is_dark=True),
    resident("needs", "我的需求", "/needs", "resident"),
    resident("need", "一件需求的进度", "/needs", "resident", "main a[href^='#/needs/']"),
    resident("need-large", "一件需求的进度，长辈版", "/needs", "resident", "main a[href^='#/needs/']", is_large=True),
    resident("evaluate", "评价", "/needs", "resident", "main a[href$='/evaluate']"),
    resident("neighbourhood", "邻里需求", "/neighbourhood", "electrician"),
    resident("claim", "我来办", "/neighbourhood", "electrician", "main a[href^='#/claim/']"),
    resident("bulletins", "公告", "/bulletins", "parent"),
    resident("inbox", "消息", "/inbox", "resident"),
    resident("nearby", "附近", "/nearby", "parent"),
    resident("lists", "三张清单", "/lists", "parent"),
    resident("resources", "找资源", "/resources", "parent"),
    resident("help", "我能帮忙", "/help", "electrician"),
    resident("register", "登记成为合伙人", "/help/register", "parent"),
    resident("offer", "发布资源", "/help", "canteen", "main a[href$='/offer']"),
    resident("dispatch", "派单", "/help", "canteen", "main a[href^='#/dispatches/']"),
    resident("call", "打电话", "/call"),
    resident("call-back", "请社区回电", "/call/back", "parent"),
    resident("account", "我的", "/account", "parent"),
    console("sign-in", "登录", user_name=None),
    console("desk", "派单工作台"),
    console("need", "一件需求和推荐", "/", "staff", "main a[href*='need']"),
    console("plan", "排一天的派单", "/plan"),
    console("board", "办理进度", "/board"),
    console("lists", "三张清单", "/lists"),
    console("partners", "合伙人", "/partners"),
    console("dashboard", "数据", "/dashboard"),
    console("models", "模型", "/models", "admin"),
    console("management", "管理", "/management", "admin"),
)
