"""What Streamlit 1.67.0 says in English and what it says here: exact pieces of its JavaScript, by chunk."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LITERALS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        # The shell: dialogs, toasts, tabs, navigation, the state of the connection.
        "index.D*.js": {
            '"aria-label":`Close`': '"aria-label":`Закрыть`',
            '"aria-label":`Scroll tabs left`': '"aria-label":`Прокрутить вкладки влево`',
            '"aria-label":`Scroll tabs right`': '"aria-label":`Прокрутить вкладки вправо`',
            "`Skip to main content`": "`Перейти к содержимому`",
            "`Connection error`": "`Нет связи с сервером`",
            "`Try again`": "`Повторить`",
            "`Continue anyway`:`Close`": "`Продолжить`:`Закрыть`",
            (
                "_O=`Connecting`,vO=`Connecting to Streamlit server`,yO=`Connecting to static app`,bO=`Error`,"
                "xO=`Unable to connect to Streamlit server`"
            ): "_O=`Соединение…`,vO=`Соединение с сервером…`,yO=`Соединение…`,bO=`Ошибка`,xO=`Нет связи с сервером`",
            "`Streamlit server is not responding. Are you connected to the internet?`": (
                "`Сервер не отвечает. Проверьте подключение к интернету.`"
            ),
            (
                "`Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your "
                "terminal:`,codeBlock:`streamlit run yourscript.py`"
            ): "`Сервер не отвечает. Попробуйте позже.`",
            "`Page not found`": "`Страница не найдена`",
            "`The page that you have requested does not seem to exist`": "`Такой страницы нет`",
            "`You have requested page /${e}, but no corresponding file was found in the app's pages/ directory`": (
                "`Страницы /${e} нет`"
            ),
            "`${t}. Running the app's main page.`": "`${t}. Открыта главная страница.`",
            "`Running...`": "`Выполняется…`",
            "e?`Stopping...`:`Stop`": "e?`Остановка…`:`Остановить`",
            "children:`Close`": "children:`Закрыть`",
            "`App pages`": "`Разделы`",
            "`Collapse sidebar`": "`Свернуть панель`",
            "`Expand sidebar`": "`Развернуть панель`",
            "`Notifications`": "`Уведомления`",
            "`Main menu`": "`Меню`",
            "`${i.flat().length} more`": "`Ещё ${i.flat().length}`",
            "`Navigate to home page`": "`На главную`",
            "message:`Connection timed out.`": "message:`Сервер не ответил вовремя. Попробуйте позже.`",
            "`Connection failed with status ${r}${s?`, and response:`:`.`}`": (
                "`Сервер ответил ошибкой ${r}${s?`:`:`.`}`"
            ),
            (
                "`Cannot connect to Streamlit (HTTP status: 403).\n\nIf you are trying to access a Streamlit app "
                "running on another server, this could be due to the app's [CORS](${rD}) settings.`"
            ): "`Сервер отказал в доступе (403). Обновите страницу.`",
            "`Connection lost. Please wait for the app to reconnect, then try again.`": (
                "`Связь потеряна. Дождитесь восстановления и попробуйте ещё раз.`"
            ),
            "av=`Connection closed`,ov=`Request timed out`": "av=`Соединение закрыто`,ov=`Сервер не ответил вовремя`",
            "`Unknown error`": "`Неизвестная ошибка`",
            "`view less`:`view more`": "`свернуть`:`подробнее`",
            "`View less`:`View ${x-m} more`": "`Свернуть`:`Ещё ${x-m}`",
            "`(opens in new tab)`": "`(откроется в новой вкладке)`",
            "`App Logo`": "`Логотип`",
            "alt:`Logo`": "alt:`Логотип`",
            '"aria-label":`Sidebar`': '"aria-label":`Боковая панель`',
            "`Step`:t?cn(t):n?`Step`:`Expander`": "`Шаг`:t?cn(t):n?`Шаг`:`Раздел`",
        },
        # Headings, and the question mark next to a label.
        "StreamlitMarkdown.*.js": {
            "`Link to heading`": "`Ссылка на заголовок`",
            "`Help`": "`Подсказка`",
            "`Help for ${": "`Подсказка: ${",
            "ariaLabel:n+` icon`": "ariaLabel:`значок `+n",
        },
        "DynamicIcon.*.js": {
            "`Loading`": "`Загрузка`",
            "`${n} icon`": "`значок ${n}`",
        },
        "WidgetLabel.*.js": {
            "`(required)`": "`(обязательно)`",
        },
        "requiredField.*.js": {
            "`This field is required.`": "`Заполните это поле.`",
        },
        "useFormValidation.*.js": {
            "`Invalid value.`": "`Неверное значение.`",
        },
        "InputInstructions.*.js": {
            "a?`submit form`:`apply`": "a?`отправить`:`применить`",
            "`Press ${r()?`⌘`:`Ctrl`}+Enter to ${e}`": "`${r()?`⌘`:`Ctrl`}+Enter — ${e}`",
            "`Press Enter to ${e}`": "`Enter — ${e}`",
        },
        "TextInput.*.js": {
            "`Show password`": "`Показать пароль`",
            "`Hide password`": "`Скрыть пароль`",
            "`Clear entry`": "`Очистить`",
            "`Invalid input.`": "`Неверное значение.`",
            "`${g} Must match pattern: ${e.toString()}`": "g",
        },
        "NumberInput.*.js": {
            "`Increment`": "`Увеличить`",
            "`Decrement`": "`Уменьшить`",
            "`Clear value`": "`Очистить`",
            "`Number is outside the allowed range. Please enter a value between ${n} and ${r}.`": (
                "`Введите число от ${n} до ${r}.`"
            ),
            "`Number is below the allowed range. Please enter a value greater than or equal to ${n}.`": (
                "`Введите число не меньше ${n}.`"
            ),
            "`Number is above the allowed range. Please enter a value less than or equal to ${r}.`": (
                "`Введите число не больше ${r}.`"
            ),
            "`Number is below the allowed range.`": "`Число слишком мало.`",
            "`Number is above the allowed range.`": "`Число слишком велико.`",
            "`Error: ${M}`": "`Ошибка: ${M}`",
            "`**Error**: ${M}`": "`**Ошибка**: ${M}`",
        },
        "utils.ob4wbeQt.js": {
            "`Choose options`": "`Выберите значения`",
            "`Choose an option`": "`Выберите значение`",
            "`Choose or add an option`": "`Выберите или добавьте`",
            "`Choose or add options`": "`Выберите или добавьте`",
            "`Add an option`": "`Добавьте значение`",
            "`No options to select`": "`Нет вариантов`",
            "`Add options`": "`Добавьте значения`",
        },
        # The locale is that of what a screen reader hears: «Доступно 2 варианта».
        "Selectbox.*.js": {
            "`No results`": "`Ничего не найдено`",
            "`Clear value`": "`Очистить`",
            "`Add: ${M}`": "`Добавить: ${M}`",
            "`Open`": "`Открыть`",
            "l??`Selectbox`": "l??`Список`",
            "l??`Selectbox options`": "l??`Варианты`",
            "r(oe,{locale:`en-US`": "r(oe,{locale:`ru-RU`",
        },
        "Multiselect.*.js": {
            "`No results`": "`Ничего не найдено`",
            "`Clear all`": "`Очистить всё`",
            "`Select all`": "`Выбрать все`",
            "`Remove ${e}`": "`Убрать ${e}`",
            "`You can only select up to ${t.maxSelections} ${e}. Remove an option first.`": (
                "`Можно выбрать не больше ${t.maxSelections}. Сначала уберите лишнее.`"
            ),
            "`Open`": "`Открыть`",
            "label:`Select ${p.length} matches`": "label:`Выбрать найденные: ${p.length}`",
            "label:`Add: ${n}`": "label:`Добавить: ${n}`",
            "`Selected values`": "`Выбранные значения`",
            "t.label||`Multiselect`": "t.label||`Список`",
            "t.label||`Multiselect options`": "t.label||`Варианты`",
            "r(ee,{locale:`en-US`": "r(ee,{locale:`ru-RU`",
        },
        "Radio.*.js": {
            "`No options to select.`": "`Нет вариантов.`",
        },
        # The locale decides the order and the placeholders of the parts of a date: «дд.мм.гггг».
        "DateInput.*.js": {
            "p,{locale:`en-US`": "p,{locale:`ru-RU`",
            "`Use arrow keys to navigate dates. Enter to select. Escape to close.`": (
                "`Стрелки — выбор даты, Enter — подтвердить, Escape — закрыть.`"
            ),
            "`${ce} start date`": "`${ce}: начало`",
            "`${ce} end date`": "`${ce}: конец`",
            "`Choose date`": "`Выбрать дату`",
            "`Choose date range`": "`Выбрать период`",
            "`Clear date`": "`Очистить дату`",
            "`Clear dates`": "`Очистить период`",
            "`Select...`": "`Выберите…`",
            "`Date range`": "`Период`",
            "`Quick select a date range`": "`Быстрый выбор периода`",
        },
        "ReorderedSegments.*.js": {
            "`Next month`": "`Следующий месяц`",
            "`Previous month`": "`Предыдущий месяц`",
            "label:`Past Week`": "label:`Прошедшая неделя`",
            "label:`Past Month`": "label:`Прошедший месяц`",
            "label:`Past 3 Months`": "label:`Прошедшие 3 месяца`",
            "label:`Past 6 Months`": "label:`Прошедшие 6 месяцев`",
            "label:`Past Year`": "label:`Прошедший год`",
            "label:`Past 2 Years`": "label:`Прошедшие 2 года`",
            "`**Error**: Date set outside allowed range. Please select a date on or before ${r}.`": (
                "`**Ошибка**: выберите дату не позже ${r}.`"
            ),
            "`**Error**: Date set outside allowed range. Please select a date on or after ${n}.`": (
                "`**Ошибка**: выберите дату не раньше ${n}.`"
            ),
            "`**Error**: Date set outside allowed range. Please select a date between ${n} and ${r}.`": (
                "`**Ошибка**: выберите дату от ${n} до ${r}.`"
            ),
        },
        "DownloadButton.*.js": {
            "e instanceof Error?e.message:`Download failed`": "`Не удалось скачать файл. Попробуйте ещё раз.`",
        },
        "useCopyToClipboard.*.js": {
            "`Copied`": "`Скопировано`",
            "`Copy to clipboard`": "`Скопировать`",
        },
        "useFloatingOverlay.*.js": {
            "`Dismiss`": "`Закрыть`",
        },
        # Streamlit's own; React Aria has a chunk called ProgressBar too.
        "ProgressBar.C*.js": {
            '"aria-label":c=`progress`': '"aria-label":c=`Ход выполнения`',
        },
        "Pagination.*.js": {
            "`Page ${e.page}`": "`Страница ${e.page}`",
            "`Next page`": "`Следующая страница`",
            "`Previous page`": "`Предыдущая страница`",
            "`Pagination`": "`Страницы`",
        },
        "Toolbar.*.js": {
            "label:`Fullscreen`": "label:`На весь экран`",
            "`Close fullscreen`": "`Свернуть`",
        },
        "Table.*.js": {
            "`empty`": "`нет данных`",
            "`Scrollable table`": "`Таблица с прокруткой`",
        },
        "DataFrame.*.js": {
            "label:`Search`": "label:`Поиск`",
            "`Type to search`": "`Введите текст для поиска`",
            "`Download as CSV`": "`Скачать CSV`",
            "`Show/hide columns`": "`Показать или скрыть столбцы`",
            "`Sort ascending`": "`По возрастанию`",
            "`Sort descending`": "`По убыванию`",
            "`Format`]": "`Формат`]",
            "`Autosize`": "`Подобрать ширину`",
            "`Pin column`": "`Закрепить`",
            "`Unpin column`": "`Открепить`",
            "`Hide column`": "`Скрыть`",
            "`Clear selection`": "`Снять выделение`",
            "displayData:`empty`": "displayData:`нет данных`",
            "`Copy column name`": "`Скопировать название`",
            "`Dataframe column menu`": "`Меню столбца`",
            "label:`Select all`": "label:`Выбрать все`",
            "`Previous Result`": "`Предыдущее`",
            "`Next Result`": "`Следующее`",
            "`Close Search`": "`Закрыть поиск`",
            "v.results>=1e3?`over 1000`:`${v.results} result${v.results===1?``:`s`}`": (
                "v.results>=1e3?`найдено больше 1000`:`найдено: ${v.results}`"
            ),
            "`${v.selectedIndex+1} of ${e}`": "`${v.selectedIndex+1} из ${v.results}`",
            "O_=`None`": "O_=`—`",
            "label:`Delete row(s)`": "label:`Удалить строки`",
            "label:`Add row`": "label:`Добавить строку`",
            "`⚠️ Please fill out this cell.`": "`⚠️ Заполните эту ячейку.`",
            "`Failed to load data`": "`Строки не загружены`",
            "`No active connection is available to load more rows.`": "`Нет связи с сервером.`",
            "`Received an empty chunk from the server.`": "`Сервер прислал пустой ответ.`",
            "`Statistics`]": "`Сводка`]",
            "label:`Automatic`": "label:`Автоматически`",
            "label:`Localized`": "label:`По-русски`",
            "label:`Plain`": "label:`Без оформления`",
            "label:`Compact`": "label:`Сокращённо`",
            "label:`Dollar`": "label:`Доллары`",
            "label:`Euro`": "label:`Евро`",
            "label:`Yen`": "label:`Иены`",
            "label:`Percent`": "label:`Проценты`",
            "label:`Scientific`": "label:`С порядком`",
            "label:`Accounting`": "label:`Бухгалтерский`",
            "label:`Duration`": "label:`Длительность`",
            # «2 days ago» and «Today at 2:30 PM» are words of moment.js, which has no Russian here: not offered.
            (
                ",{format:`distance`,label:`Distance`,icon:`:material/search_activity:`},{format:`calendar`,"
                "label:`Calendar`,icon:`:material/today:`}]"
            ): "]",
            ",{format:`distance`,label:`Distance`,icon:`:material/search_activity:`}],time:": "],time:",
            "label:`Values`": "label:`Значений`",
            "label:`Empty`": "label:`Пустых`",
            "label:`Distinct`": "label:`Различных`",
            "label:`Average`": "label:`Среднее`",
            "label:`Standard deviation`": "label:`Отклонение`",
            "label:`Minimum`": "label:`Наименьшее`",
            "label:`25th percentile`": "label:`25-й процентиль`",
            "label:`Median`": "label:`Медиана`",
            "label:`75th percentile`": "label:`75-й процентиль`",
            "label:`Maximum`": "label:`Наибольшее`",
            "label:`Sum`": "label:`Сумма`",
            "label:`Minimum length`": "label:`Наименьшая длина`",
            "label:`Maximum length`": "label:`Наибольшая длина`",
            "label:`Average length`": "label:`Средняя длина`",
            "title:`Range`": "title:`Диапазон`",
            "title:`Count`": "title:`Количество`",
            "Iy(`True`": "Iy(`Да`",
            "Iy(`False`": "Iy(`Нет`",
            "`Distribution histogram`": "`Распределение`",
            "`Top values frequency chart`": "`Самые частые значения`",
            "`True/false distribution chart`": "`Соотношение «да» и «нет»`",
            "children:`No data`": "children:`Нет данных`",
            "children:`Based on sample`": "children:`По выборке`",
            # The kind of a column («datetime») is a word of the code.
            "{title:d.kind,": "{",
        },
        "ArrowVegaLiteChart.*.js": {
            "label:`Show chart`": "label:`Показать диаграмму`",
            "label:`Show data`": "label:`Показать данные`",
            "label:`Download as PNG`": "label:`Скачать PNG`",
            "`Copied!`:`Copy Vega-Lite spec`": "`Скопировано`:`Скопировать описание Vega-Lite`",
        },
        # Names of days and months on the axes of charts.
        "time.*.js": {
            "date:`%-m/%-d/%Y`,time:`%-I:%M:%S %p`": "date:`%d.%m.%Y`,time:`%H:%M:%S`",
            "days:[`Sunday`,`Monday`,`Tuesday`,`Wednesday`,`Thursday`,`Friday`,`Saturday`]": (
                "days:[`воскресенье`,`понедельник`,`вторник`,`среда`,`четверг`,`пятница`,`суббота`]"
            ),
            "shortDays:[`Sun`,`Mon`,`Tue`,`Wed`,`Thu`,`Fri`,`Sat`]": "shortDays:[`вс`,`пн`,`вт`,`ср`,`чт`,`пт`,`сб`]",
            (
                "months:[`January`,`February`,`March`,`April`,`May`,`June`,`July`,`August`,`September`,`October`,"
                "`November`,`December`]"
            ): (
                "months:[`январь`,`февраль`,`март`,`апрель`,`май`,`июнь`,`июль`,`август`,`сентябрь`,`октябрь`,"
                "`ноябрь`,`декабрь`]"
            ),
            "shortMonths:[`Jan`,`Feb`,`Mar`,`Apr`,`May`,`Jun`,`Jul`,`Aug`,`Sep`,`Oct`,`Nov`,`Dec`]": (
                "shortMonths:[`янв`,`фев`,`мар`,`апр`,`май`,`июн`,`июл`,`авг`,`сен`,`окт`,`ноя`,`дек`]"
            ),
        },
        # Numbers on the axes of charts: «1 234,5».
        "defaultLocale.*.js": {
            "thousands:`,`,grouping:[3],currency:[`$`,``]": (
                "decimal:`,`,thousands:`\u00a0`,grouping:[3],currency:[``,`\u00a0₽`]"
            ),
        },
    }
)
"""Glob of one chunk in the wheel → English piece → Russian piece; backticks and neighbours pin a piece down."""
