"""Технологическое присоединение: от регистрации заявки до документов о присоединении (ПП 861; domain.md 2.3, 2.4)."""

from core.actor import Permission
from workflows._documents import DocumentKind
from workflows._workflow import Ball, Status, Variant, Workflow

INTAKE = Permission.CHECK_COMPLETENESS
WORKS = Permission.HANDLE_CONDITIONS
CONTRACT = Permission.HANDLE_CONTRACT
CLOSING = Permission.CLOSE_APPLICATIONS


class Connection(Workflow):
    """The statuses in the order of the road; `then` names where each may lead."""

    title = "Технологическое присоединение"

    registered = Status(
        "Зарегистрирована",
        1,
        Ball.COMPANY,
        "Заявка получила номер, мы проверяем, всё ли в ней есть.",
        we="Проверим сведения и документы за 3 рабочих дня.",
        by=Permission.REGISTER_SUBMISSIONS,
        then=("in_work", "missing_docs", "withdrawn", "not_ours"),
        letter="application_registered",
    )
    in_work = Status(
        "Принята в работу",
        1,
        Ball.COMPANY,
        "Сведений достаточно, заявка передана инженерам.",
        we="Готовим технические условия, договор и счёт.",
        by=INTAKE,
        then=("preparing_tu", "missing_docs", "suspended", "withdrawn", "not_ours"),
    )
    missing_docs = Status(
        "Приостановлена: нужны недостающие сведения (документы)",
        1,
        Ball.APPLICANT,
        "В заявке не хватает сведений или документов, без них мы не можем продолжить.",
        you="Приложите недостающее к заявке в течение 20 рабочих дней.",
        asks="supply",
        by=INTAKE,
        then=("in_work", "annulled", "withdrawn"),
        wants_reason=True,
    )
    preparing_tu = Status(
        "Подготовка технических условий и договора",
        2,
        Ball.COMPANY,
        "Инженеры выбирают точку присоединения и готовят технические условия.",
        we="Разместим договор, технические условия и счёт в этой карточке.",
        by=WORKS,
        then=("offer_placed", "so_approval", "rate_setting", "missing_docs", "suspended", "withdrawn"),
    )
    so_approval = Status(
        "Согласование технических условий с системным оператором",
        2,
        Ball.OTHERS,
        "Технические условия согласует системный оператор.",
        by=WORKS,
        then=("preparing_tu", "offer_placed", "withdrawn"),
        wants_reason=True,
    )
    rate_setting = Status(
        "Установление платы регулятором",
        2,
        Ball.OTHERS,
        "Плату для вашего присоединения устанавливает регулирующий орган.",
        by=CONTRACT,
        then=("preparing_tu", "offer_placed", "withdrawn"),
        wants_reason=True,
    )
    offer_placed = Status(
        "Договор, технические условия и счёт размещены, ожидается оплата",
        3,
        Ball.APPLICANT,
        "Договор считается заключённым, когда вы оплатите счёт.",
        you="Посмотрите документы и оплатите первую часть счёта за 5 рабочих дней. Не согласны — направьте возражения.",
        by=CONTRACT,
        then=("contract", "objection", "annulled", "withdrawn"),
        needs=(DocumentKind.INVOICE, DocumentKind.TU),
        sets="offer_sent_on",
        letter="offer_placed",
        full=Variant(  # ПП 861, п. 15
            "Проект договора и технические условия направлены, ожидается подписание",
            "Договор считается заключённым, когда мы получим подписанный вами экземпляр.",
            "Подпишите договор за 10 рабочих дней и верните нам экземпляр. Не согласны — направьте возражения.",
            needs=(DocumentKind.CONTRACT_DRAFT, DocumentKind.TU),
        ),
    )
    objection = Status(
        "Рассмотрение возражений заявителя",
        3,
        Ball.COMPANY,
        "Вы возразили против условий, мы готовим ответ.",
        we="Рассмотрим возражения за 10 рабочих дней.",
        by=CONTRACT,
        then=("offer_placed", "contract", "withdrawn"),
    )
    contract = Status(
        "Договор заключён, выполняются мероприятия",
        4,
        Ball.COMPANY,
        "Договор действует: каждая сторона выполняет свою часть технических условий.",
        you="Выполните свою часть технических условий и сообщите нам об этом.",
        asks="tu_done",
        we="Строим сеть до границы вашего участка.",
        by=CONTRACT,
        then=("tu_notice", "connecting", "terminated"),
        sets="contract_concluded_on",
    )
    tu_notice = Status(
        "Получено уведомление о выполнении ТУ, назначена проверка",
        4,
        Ball.COMPANY,
        "Вы сообщили, что готовы. Инженер приедет на осмотр.",
        we="Проведём осмотр за 10 дней.",
        by=WORKS,
        then=("remarks", "tu_done", "terminated"),
        sets="tu_notice_on",
    )
    remarks = Status(
        "По результатам осмотра есть замечания",
        4,
        Ball.APPLICANT,
        "Инженер нашёл, что нужно исправить.",
        you="Устраните замечания и сообщите нам об этом.",
        asks="tu_done",
        by=WORKS,
        then=("tu_notice", "terminated"),
        wants_reason=True,
    )
    tu_done = Status(
        "Технические условия выполнены",
        4,
        Ball.COMPANY,
        "Всё готово к присоединению.",
        we="Выполним присоединение.",
        by=WORKS,
        then=("connecting", "terminated"),
        sets="tu_act_on",
    )
    connecting = Status(
        "Выполняется присоединение",
        5,
        Ball.COMPANY,
        "Электромонтёры подключают объект к сети.",
        we="Подадим напряжение.",
        by=WORKS,
        then=("energized", "terminated"),
    )
    energized = Status(
        "Напряжение подано",
        5,
        Ball.COMPANY,
        "Объект подключён. Осталось оформить документы.",
        we="Разместим документы о присоединении.",
        by=WORKS,
        then=("completed",),
        sets="energized_on",
    )
    docs_remarks = Status(
        "Замечания заявителя к документам",
        5,
        Ball.COMPANY,
        "Вы прислали замечания к документам, мы их исправляем.",
        we="Исправим документы за 10 рабочих дней.",
        by=WORKS,
        then=("completed",),
        wants_reason=True,
    )
    completed = Status(
        "Присоединение завершено, документы оформлены",
        6,
        Ball.NOBODY,
        "Объект присоединён, документы лежат в этой карточке.",
        you="Проверьте документы: замечания к ним можно прислать в течение 20 рабочих дней.",
        asks="survey",
        by=WORKS,
        then=("docs_remarks",),
        sets="docs_signed_on",
        closes=True,
    )
    suspended = Status(
        "Рассмотрение приостановлено",
        1,
        Ball.OTHERS,
        "Срок рассмотрения приостановлен, причина указана в истории.",
        by=CLOSING,
        then=("in_work", "preparing_tu", "withdrawn"),
        wants_reason=True,
    )
    annulled = Status(
        "Заявка аннулирована",
        6,
        Ball.NOBODY,
        "Заявка больше не рассматривается. Можно подать новую.",
        by=CLOSING,
        closes=True,
        wants_reason=True,
    )
    withdrawn = Status(
        "Отозвана заявителем",
        6,
        Ball.NOBODY,
        "Вы отозвали заявку. Можно подать новую.",
        by=INTAKE,
        closes=True,
        wants_reason=True,
    )
    not_ours = Status(
        "Возвращена: объект не относится к сетям организации",
        6,
        Ball.NOBODY,
        "Эту заявку должна рассматривать другая организация.",
        by=CLOSING,
        closes=True,
        wants_reason=True,
    )
    terminated = Status(
        "Договор расторгнут",
        6,
        Ball.NOBODY,
        "Договор больше не действует.",
        by=CLOSING,
        closes=True,
        wants_reason=True,
    )

    first = registered


PHASES = ("Поступление", "Технические условия", "Договор", "Исполнение", "Присоединение")
"""The five steps of the bar (order 186, appendix 6)."""
