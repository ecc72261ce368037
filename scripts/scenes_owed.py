"""What is owed as `scripts/shots` sees it: lists, duties, forms, burden, contacts."""

from datetime import timedelta

from studio import TODAY, Studio


def owed(studio: Studio) -> None:
    """Take over a set of duties, tick some, register visits; the county it happens in is a copy."""
    from ducha_desktop.domain.burden import ContactKind, ContactMethod
    from ducha_desktop.services import contacts, duties, obligations
    from ducha_desktop.services.contacts import ContactDraft
    from ducha_desktop.services.duties import Mark
    from ducha_desktop.ui.pages.duties.burden_part import RulesDialog
    from ducha_desktop.ui.pages.duties.contact_form import ContactForm
    from ducha_desktop.ui.pages.duties.duty_form import DutyForm
    from ducha_desktop.ui.pages.duties.page import DutiesPage
    from ducha_desktop.ui.pages.workbench.owed import MISSED

    page, door = studio.program.window.open("owed"), studio.program.door
    assert isinstance(page, DutiesPage)
    studio.take("c-owed-week")
    page.show_part(1)
    studio.take("c-duties-none")
    page.show_part(3)
    studio.take("c-contacts-none")
    office = door.office
    duties.adopt(office, "reports", since=TODAY - timedelta(days=40))
    duties.adopt(office, "rounds", since=TODAY - timedelta(days=40))
    with office.read() as reader:
        week = obligations.owed_list(reader, obligations.this_week(TODAY))
        last = obligations.owed_list(reader, obligations.missed(TODAY))
        units = obligations.unit_choices(reader)
    marks = [mark for line in (*week.lines, *last.lines)[::2] if (mark := Mark.of(line))]
    duties.mark_done(office, marks)
    for place, unit in enumerate(units[4:12]):
        for turn in range(1 + place % 6):
            draft = ContactDraft(
                (unit.uid,), ContactKind.VISIT, tuple(ContactMethod)[8 + turn], TODAY - timedelta(days=turn * 2),
                words="实地看项目进度", officer="李明、王强", finding="现场未按倒排工期施工" if turn % 2 else "",
            )  # fmt: skip
            contacts.add(office, draft)
    page.outdate()
    page.show_part(0)
    page.owed.show_mode("month")
    studio.take("c-owed-month")
    page.owed.unit_table.go_to(3)
    page.owed.line_table.setFocus()
    studio.rest(200)
    studio.take("c-owed-unit")
    page.take(MISSED)
    studio.take("c-owed-missed")
    for place, name in ((1, "c-duties"), (2, "c-burden"), (3, "c-contacts")):
        page.show_part(place)
        page.parts[place].load()
        studio.take(name)
    view = page.duties.views[1]
    studio.dialog("c-duty-form", DutyForm(page.duties, view.draft, units, TODAY))
    form = ContactForm(page.contacts, door, units, TODAY)
    form.units.setText(units[9].name)
    studio.rest(200)
    studio.dialog("c-contact-form", form)
    assert page.burden.burden is not None
    studio.dialog("c-burden-rules", RulesDialog(page.burden, page.burden.burden.rules))
