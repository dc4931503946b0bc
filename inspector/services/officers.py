"""Officers (执法人员) and the bureau's settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.db.store import Reader
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.records import Officer, Setting
from inspector.domain.text import clean_text
from inspector.services.access import SignInNeededError, enforced
from inspector.services.sign_in import keep_an_administrator
from inspector.services.workspace import Workspace

CURRENT_OFFICER = "current_officer"
# Settings that only some may change, by the first part of their name.
_ACTIONS = {
    "bureau": "setting.bureau",
    "numbering": "setting.bureau",
    "people": "setting.people",
    "law": "setting.law",
}


@dataclass(frozen=True, slots=True)
class BureauProfile:
    """What papers say about the bureau. Every field is a setting; empty ones print as blanks."""

    name: str = ""
    short: str = ""
    district: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""
    bank_account: str = ""
    review_body: str = ""
    court: str = ""


class OfficerService:
    """Who may be named on a record, who is working now, and what the bureau is called."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def officers(self, *, active_only: bool = True) -> list[Officer]:
        """Officers by certificate number."""
        with self.workspace.read() as reader:
            found = reader.find(Officer, order=("card_number",))
        return [officer for officer in found if officer.active or not active_only]

    def save_officer(self, officer: Officer) -> tuple[Officer, Changes]:
        """Store a new or changed officer. Raises InvalidValueError when name, number or role is missing, or the number taken."""
        name = clean_text(officer.name, "姓名")
        card = clean_text(officer.card_number, "执法证号")
        if not name:
            raise InvalidValueError("姓名", officer.name, "不能空")
        if not card:
            raise InvalidValueError("执法证号", officer.card_number, "不能空")
        known = self.workspace.rules.roles
        strange = sorted(officer.role_ids() - set(known))
        if strange or not officer.role_ids():
            raise InvalidValueError(
                "角色", "、".join(strange), "至少一项：" + "、".join(role.name for role in known.values())
            )
        with self.workspace.write() as writer:
            twins = [other for other in writer.find(Officer, card_number=card) if other.id != officer.id]
            if twins:
                raise InvalidValueError("执法证号", card, f"没有被别人使用；现为 {twins[0].name} 所用")
            stored = writer.put(replace(officer, name=name, card_number=card), "officer.saved")
            keep_an_administrator(writer, name)
            return stored, writer.changes()

    def named(self, text: str) -> Officer:
        """The officer meant by a name, a card number or an id. Raises InvalidValueError for nobody or several of one name."""
        wanted = clean_text(text)
        found = [one for one in self.officers() if wanted in (one.id, one.card_number, one.name)]
        if len(found) != 1:
            allowed = "重名的写执法证号" if found else "已登记的人员"
            raise InvalidValueError("人员", text, allowed)
        return found[0]

    def current(self) -> Officer | None:
        """The officer working on this laptop: who signed in, or who was chosen where nobody signs in."""
        with self.workspace.read() as reader:
            if enforced(reader):
                key = self.workspace.signed_in
            else:
                chosen = reader.find(Setting, name=CURRENT_OFFICER)
                key = chosen[0].value if chosen else ""
            found = reader.find(Officer, id=key) if key else []
        return found[0] if found else None

    def work_as(self, officer: Officer) -> Changes:
        """Choose who is working; later changes carry this officer's id. Raises SignInNeededError where people sign in."""
        with self.workspace.read() as reader:
            if enforced(reader) and officer.id != self.workspace.signed_in:
                raise SignInNeededError
        self.workspace.work_as(officer.id)
        return self.save_setting(CURRENT_OFFICER, officer.id)

    def setting(self, name: str, default: str = "") -> str:
        """A stored setting."""
        with self.workspace.read() as reader:
            found = reader.find(Setting, name=name)
        return found[0].value if found else default

    def save_setting(self, name: str, value: str) -> Changes:
        """Store a setting with its event."""
        with self.workspace.write() as writer:
            found = writer.find(Setting, name=name)
            if found and found[0].value == value:
                return Changes()
            setting = replace(found[0], value=value) if found else Setting(name=name, value=value)
            writer.put(setting, _ACTIONS.get(name.partition(".")[0], "setting.saved"))
            return writer.changes()

    def bureau(self) -> BureauProfile:
        """The bureau's profile from the settings."""
        with self.workspace.read() as reader:
            stored = {setting.name: setting.value for setting in reader.find(Setting)}
        names = BureauProfile.__dataclass_fields__
        return BureauProfile(**{name: stored.get(f"bureau.{name}", "") for name in names})

    def save_bureau(self, profile: BureauProfile) -> Changes:
        """Store every changed field of the profile."""
        changes = Changes()
        for name in BureauProfile.__dataclass_fields__:
            value = clean_text(str(getattr(profile, name)))
            if value != self.setting(f"bureau.{name}"):
                changes += self.save_setting(f"bureau.{name}", value)
        return changes


def leader_name(reader: Reader, wanted: str) -> str:
    """The name of the registered leader (负责人) meant by a name or an id; empty for empty text.

    Raises InvalidValueError for anybody else: a name that is not a registered leader's approves nothing.
    """
    wanted = clean_text(wanted)
    if not wanted:
        return ""
    leaders = [one for one in reader.find(Officer, active=True) if "leader" in one.role_ids()]
    found = next((one for one in leaders if wanted in (one.id, one.name)), None)
    if found is None:
        names = "、".join(one.name for one in leaders)
        raise InvalidValueError("批准的负责人", wanted, names or "先在设置里登记负责人")
    return found.name
