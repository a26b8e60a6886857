"""The closed lists of words become GraphQL enums here, with one sentence each."""

import strawberry

from storage import codes

for _word, _description in {
    codes.Level: "辖区层级:市、区县、街道、社区、网格、小区、楼栋。",
    codes.Role: "在某辖区担任的角色,覆盖其全部下级。",
    codes.Channel: "渠道:电话、微信、窗口、走访、纸质、网页、导入、会议、热线、自动。",
    codes.PartnerKind: "合伙人类型:单位、社会组织、自组织、志愿者(能人)。",
    codes.PartnerStatus: "待确认、已确认、已退出。",
    codes.Kind: "服务、物资、场地、资金、人才技能、政策。",
    codes.Unit: "计量单位;YUAN 以元计,保留两位小数。",
    codes.Serves: "服务范围的划法:按辖区、按半径、远程。",
    codes.Travel: "谁走动:合伙人上门、居民前往、远程。",
    codes.ResourceStatus: "可用、暂停、已撤下。",
    codes.Nature: "求助、咨询、建议、投诉;只有求助和建议参与匹配。",
    codes.Matter: "个人事项或公共事项。",
    codes.Manner: "服务类型:日常性、针对性、专业性、紧急性。",
    codes.Urgency: "紧急程度,决定时限:P1 紧急、P2 较急、P3 一般、P4 公共或复杂。",
    codes.NeedStatus: "需求走到哪一步。",
    codes.DispatchStatus: "派单走到哪一步。",
    codes.ProjectStatus: "未启动、推进中、已完成、已销号。",
    codes.Solved: "已解决、部分解决、未解决。",
    codes.Satisfied: "满意程度,五级。",
    codes.RemarkKind: "留言、内部备注、回访记录。",
    codes.Datum: "坐标系;存储一律为 WGS-84。",
}.items():
    strawberry.enum(_word, description=_description)
