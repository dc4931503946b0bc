"""Closed lists of the domain, each member with the Chinese word the user sees."""

from __future__ import annotations

from enum import StrEnum


class Labelled(StrEnum):
    """A string enum whose members carry a Chinese label; the stored value is the English code."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class SiteKind(Labelled):
    """What a regulated site (监管对象) is."""

    ENTERPRISE = "enterprise", "企业"
    CONSTRUCTION = "construction", "建筑工地"
    YARD = "yard", "堆场"
    FILLING_STATION = "filling_station", "加油站"
    VENUE = "venue", "商铺或娱乐场所"
    OTHER = "other", "其他"


class VisitState(Labelled):
    """Life of a visit (现场检查): a draft is autosaved; completing it fixes the record."""

    DRAFT = "draft", "草稿"
    COMPLETE = "complete", "已完成"
    VOID = "void", "已作废"


class Answer(Labelled):
    """Answer to one checklist item."""

    MET = "met", "符合"
    UNMET = "unmet", "不符"
    UNCHECKED = "unchecked", "未查"


class IntendedStep(Labelled):
    """What the officers intend after the visit (处理意向)."""

    NONE = "none", "未发现问题"
    FILE = "file", "立案"
    RECTIFY = "rectify", "责令改正"
    HAND_OVER = "hand_over", "移交"


class OfficerRole(Labelled):
    """Part an officer takes in a visit."""

    LEAD = "lead", "检查人"
    SECOND = "second", "检查人"
    RECORDER = "recorder", "记录人"


class TimeSource(Labelled):
    """Where the capture time of a photo comes from; every one is a claim."""

    EXIF = "exif", "照片信息"
    CORRECTED = "corrected", "照片信息，时钟已校正"
    GPS = "gps", "卫星时间"
    TYPED = "typed", "人工填写"
    NONE = "none", "未记录"


class FileKind(Labelled):
    """What an evidence file that is no photo is."""

    VIDEO = "video", "视频"
    AUDIO = "audio", "录音"
    PAPER = "paper", "书证"
    INSTRUMENT = "instrument", "仪器数据"
    PROOF = "proof", "凭证包"


class Confirmation(Labelled):
    """Whether the party confirmed a photo (当事人确认)."""

    NONE = "none", "未确认"
    CONFIRMED = "confirmed", "已确认"
    REFUSED = "refused", "拒绝确认"


class Outcome(Labelled):
    """How a case was decided (决定类型)."""

    PENALTY = "penalty", "处罚"
    REDUCED = "reduced", "减轻处罚"
    WAIVED = "waived", "不予处罚"
    MAY_BE_WAIVED = "may_be_waived", "可以不予处罚"
    HANDED_OVER = "handed_over", "移交"
    WITHDRAWN = "withdrawn", "撤案"

    @property
    def seal(self) -> str:
        """The one-character seal (印) that stands for the outcome in lists."""
        return {
            "penalty": "罚",
            "reduced": "减",
            "waived": "免",
            "may_be_waived": "可",
            "handed_over": "移",
        }.get(self.value, "撤")


# What the figures call lenient (不予和减轻处罚).
LENIENT = (Outcome.REDUCED, Outcome.WAIVED, Outcome.MAY_BE_WAIVED)


class FineDirection(Labelled):
    """Which point of a band is taken (粤环发〔2021〕7号 rule 12)."""

    LIGHT = "from_light", "从轻"
    ORDINARY = "ordinary", "一般"
    HEAVY = "from_heavy", "从重"


class CaseSource(Labelled):
    """Where a case comes from (案件来源)."""

    VISIT = "visit", "现场检查"
    COMPLAINT = "complaint", "信访投诉"
    RANDOM_DRAW = "random_draw", "双随机"
    CAMPAIGN = "campaign", "专项行动"
    TRANSFER = "transfer", "其他部门移交"
    MONITOR = "monitor", "自动监控"
