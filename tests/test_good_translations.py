"""Good translations other than the shipped ones raise nothing: a rule that cries wolf is soon ignored."""

import dataclasses

import pytest

from leaflets.model import MessageKey
from leaflets.project import Project
from leaflets.rules import Entry, check_entry

GOOD = {
    "fr_CA": (
        (
            "Do not drive if you feel sleepy or dizzy.",
            "Abstenez-vous de conduire si vous avez sommeil ou des étourdissements.",
        ),
        (
            "Do not drive if you feel sleepy or dizzy.",
            "Il est interdit de conduire si vous avez sommeil ou des étourdissements.",
        ),
        (
            "Do not drive if you feel sleepy or dizzy.",
            "Si vous avez sommeil ou si vous êtes étourdi, ne prenez pas le volant.",
        ),
        ("Eat and drink as usual.", "Vous pouvez manger et boire normalement."),
        ("Keep still while", "Ne bougez pas pendant que l’aiguille est en place."),
        (
            "You can ask questions at any time",
            "N’hésitez pas à poser vos questions en tout temps. Vous pouvez toujours refuser.",
        ),
        (
            "In acupuncture studies, few",
            "Peu de personnes se sont évanouies dans les études sur l’acupuncture. L’une d’elles a eu des convulsions.",
        ),
        ("Each needle is new, sterile", "Chaque aiguille est neuve, stérile et n’est utilisée qu’une seule fois."),
        ("Tell us if you would like", "Dites-le-nous si vous voulez l’aide d’un interprète."),
        ("Serious problems are rare, but they can happen.", "Les problèmes graves sont rares, mais pas impossibles."),
        ("You are still sore after", "Vous êtes toujours endolori après %(days)s."),
        ("You have a strong fear", "Les aiguilles vous font très peur. Nous n’insisterons pas."),
        (
            "Most side effects are mild and soon",
            "La plupart des effets secondaires sont sans gravité et disparaissent vite.",
        ),
        (
            "It may ease pain for a short time. The studies",
            "La douleur peut diminuer un certain temps. Les études sont peu solides, et les guides ne concordent pas.",
        ),
    ),
    "es_US": (
        ("Do not drive if you feel sleepy or dizzy.", "Absténgase de manejar si tiene sueño o mareos."),
        ("Do not drive if you feel sleepy or dizzy.", "Si se siente mareado o con sueño, no conduzca."),
        ("Eat and drink as usual.", "Puede comer y beber normalmente."),
        ("Do not stop blood thinners on your own.", "No suspenda por su cuenta los anticoagulantes."),
        ("Each needle is new, sterile", "Cada aguja es nueva, estéril y se usa solamente una vez."),
        ("You have a fever or an infection", "Tiene calentura o fiebre, o una infección en todo el cuerpo."),
        ("Tell us if you would like", "Si necesita un intérprete, avísenos."),
        ("Would you rather not", "¿Prefiere no recibir punción seca o todavía no está seguro?"),
        ("Keep still while", "Quédese quieto mientras la aguja esté puesta."),
        ("Go easy on hard", "No haga demasiado esfuerzo mientras el músculo esté adolorido."),
        ("Fever or chills", "Fiebre o escalofríos, y está confundido, respira rápido o se siente muy enfermo."),
        ("How often do other", "¿Cada cuánto ocurren otros efectos?"),
        (
            "For some weeks, it may ease pain about",
            (
                "Durante algunas semanas, puede aliviar el dolor casi tan bien como otros tipos de "
                "fisioterapia. Todavía nadie sabe si ayuda por más tiempo."
            ),
        ),
        ("These signs can start", "Estas señales pueden empezar enseguida, o unas horas o unos días más tarde."),
        ("Is it safe for me", "¿Es seguro para mí?"),
    ),
    "ar": (
        ("Do not drive if you feel sleepy or dizzy.", "امتنعوا عن قيادة السيارة إذا شعرتم بالنعاس أو الدوخة."),
        ("Do not drive if you feel sleepy or dizzy.", "تُمنع القيادة إذا شعرتم بالنعاس أو الدوخة."),
        ("Eat and drink as usual.", "تناولوا الطعام والشراب كالعادة."),
        ("You are still sore after", "ما زال لديكم ألم عضلي بعد %(days)s."),
        (
            "A piece of needle may",
            "قد لا تزال قطعة من الإبرة في جسمكم. أبقوا ذلك الجزء ثابتًا ولا تنبشوا الجلد بحثًا عنها.",
        ),
        ("A twitch is not needed", "الانقباضة ليست ضرورية. وفي دراسات عن ألم الرقبة والظهر، لم تُحدث فرقًا دائمًا."),
        ("You have a fever", "لديكم حمى أو عدوى في الجسم كله."),
        ("Are you very afraid", "هل لديكم خوف كبير من الإبر؟"),
        ("In acupuncture studies, few", "في دراسات الإبر الصينية، قلة من الناس أُغمي عليهم. وأُصيب واحد بنوبة تشنّج."),
        (
            "Sudden or sharp pain",
            "ألم مفاجئ أو حاد في الصدر أو الجانب أو لوح الكتف. قد يزداد عند أخذ النفس. وربما يصاحبه سعال جاف.",
        ),
        ("Keep still while", "ابقوا ثابتين ما دامت الإبرة في الداخل."),
        ("We clean our hands", "ننظف أيدينا. ويجب أيضًا أن يكون جلدكم نظيفًا."),
        ("Serious problems are rare, but they can happen.", "المشكلات الخطيرة نادرة، لكنها ممكنة."),
        ("If a spot bleeds, press on it firmly with", "إذا نزف أحد المواضع، فاضغطوا عليه جيدًا بمنديل ورقي نظيف."),
        ("You can ask questions at any", "يمكنكم طرح الأسئلة في أي وقت. ومن حقكم دائمًا قول لا."),
        ("Tell us if you would like", "أخبرونا إذا أردتم مترجمًا شفويًا."),
        ("Your face, tongue", "تورم الوجه أو اللسان أو الحلق، أو صفير عند التنفس."),
    ),
    "pa": (
        ("Do not drive if you feel sleepy or dizzy.", "ਜੇ ਨੀਂਦ ਆਵੇ ਜਾਂ ਚੱਕਰ ਆਉਣ ਤਾਂ ਗੱਡੀ ਚਲਾਉਣ ਤੋਂ ਪਰਹੇਜ਼ ਕਰੋ।"),
        ("Eat and drink as usual.", "ਆਮ ਵਾਂਗ ਖਾਣਾ ਖਾਓ ਅਤੇ ਪਾਣੀ ਪੀਓ।"),
        ("Tell us if you would like", "ਜੇ ਤੁਹਾਨੂੰ ਦੁਭਾਸ਼ੀਏ ਦੀ ਲੋੜ ਹੈ ਤਾਂ ਸਾਨੂੰ ਦੱਸੋ।"),
        (
            "In a survey, most therapists gave",
            (
                "ਇੱਕ ਸਰਵੇ ਵਿੱਚ ਬਹੁਤੇ ਥੈਰੇਪਿਸਟ %(sessions)s ਕਰਦੇ ਸਨ। ਕੁਝ ਖੋਜਾਂ ਵਿੱਚ ਸੈਸ਼ਨ %(days)s ਦੇ ਫ਼ਰਕ ਨਾਲ ਸਨ। "
                "ਅਸੀਂ ਨਾਲ-ਨਾਲ ਦੇਖਦੇ ਹਾਂ ਕਿ ਫ਼ਾਇਦਾ ਹੋ ਰਿਹਾ ਹੈ ਜਾਂ ਨਹੀਂ।"
            ),
        ),
        ("Keep still while", "ਜਦੋਂ ਤੱਕ ਸੂਈ ਅੰਦਰ ਹੈ, ਟਿਕੇ ਰਹੋ।"),
        ("In acupuncture studies, few", "ਐਕਯੂਪੰਕਚਰ ਦੀਆਂ ਖੋਜਾਂ ਵਿੱਚ ਥੋੜ੍ਹੇ ਲੋਕ ਹੀ ਬੇਹੋਸ਼ ਹੋਏ। ਇੱਕ ਨੂੰ ਦੌਰਾ ਪਿਆ।"),
        ("Is it safe", "ਕੀ ਇਹ ਸੁਰੱਖਿਅਤ ਹੈ ਜਾਂ ਨਹੀਂ?"),
        ("These signs can start", "ਇਹ ਲੱਛਣ ਉਸੇ ਵੇਲੇ, ਕੁਝ ਘੰਟਿਆਂ ਬਾਅਦ ਜਾਂ ਕੁਝ ਦਿਨਾਂ ਬਾਅਦ ਵੀ ਸ਼ੁਰੂ ਹੋ ਸਕਦੇ ਹਨ।"),
        ("It may ease pain for days to weeks. It", "ਇਸ ਨਾਲ ਕੁਝ ਦਿਨ ਤੋਂ ਕੁਝ ਹਫ਼ਤੇ ਦਰਦ ਘੱਟ ਸਕਦਾ ਹੈ। ਇਹ ਹਰ ਕਿਸੇ ਦੀ ਮਦਦ ਨਹੀਂ ਕਰਦੀ।"),
        ("Most side effects are mild and soon", "ਜ਼ਿਆਦਾਤਰ ਮਾੜੇ ਪ੍ਰਭਾਵ ਹਲਕੇ ਹੁੰਦੇ ਹਨ ਅਤੇ ਜਲਦੀ ਠੀਕ ਹੋ ਜਾਂਦੇ ਹਨ।"),
        ("Go easy on hard", "ਜਦੋਂ ਤੱਕ ਪੱਠੇ ਵਿੱਚ ਦੁਖਣ ਹੈ, ਭਾਰੀ ਕਸਰਤ ਹੌਲੀ ਹੌਲੀ ਕਰੋ।"),
        ("A bruise fades", "ਨੀਲ ਲਗਭਗ %(weeks)s ਵਿੱਚ ਠੀਕ ਹੋ ਜਾਂਦਾ ਹੈ।"),
        ("Nothing is injected. That", "ਕੋਈ ਟੀਕਾ ਨਹੀਂ ਲਾਇਆ ਜਾਂਦਾ। ਇਸੇ ਕਰਕੇ ਇਸ ਨੂੰ “ਡਰਾਈ” ਕਿਹਾ ਜਾਂਦਾ ਹੈ।"),
    ),
    "zh_Hans": (
        ("Do not drive if you feel sleepy or dizzy.", "如果感到困倦或头晕，禁止开车。"),
        ("Do not drive if you feel sleepy or dizzy.", "如果觉得困或头晕，不要开车。"),
        ("Do not drive if you feel sleepy or dizzy.", "如果犯困或头晕，切勿驾驶。"),
        ("Eat and drink as usual.", "饮食照常即可。"),
        ("Most side effects are mild and soon", "大多数副作用（不良反应）轻微，很快就会消失。"),
        ("Children and teenagers", "儿童和未成年人"),
        ("Rare but serious", "罕见但不可忽视的严重问题"),
        ("Go easy on hard", "肌肉酸痛时，剧烈运动要适度，不要过量。"),
        ("Tell us if you would like", "如需口译员，请告诉我们。"),
        (
            "Your body fights infection poorly, for",
            "您的身体抗感染能力较差，例如因为癌症治疗、艾滋病病毒、移植或类固醇。",
        ),
        ("Keep moving gently. Light", "请继续轻轻活动。轻微的运动可能会减轻酸痛。"),
        ("You have a fever", "您发热或有全身感染。"),
        ("The needles are the same kind.", "针是同一种，没有区别。"),
        ("Feeling worse for a while", "一段时间内感觉更不好"),
        ("You feel very anxious", "您感到非常焦虑不安。"),
        ("Serious problems are rare, but they can happen.", "严重问题不常见，但可能发生。"),
        ("Wear loose clothes", "请穿宽松的衣服。我们可能需要露出要治疗的部位。"),
        ("How often do other", "其他副作用多久发生一次？"),
        ("You can ask for a cover", "您可以要求盖上毯子，也可以要求另外一个人在房间里陪您。"),
        ("Code to scan", "扫码识别：%(address)s"),
        ("If a spot bleeds, press on it firmly with", "如果有一处出血，请用干净的纸巾紧紧按压。"),
    ),
}
"""For each language: how a message begins, and another good translation of it."""


def _message(project: Project, beginning: str) -> MessageKey:
    keys = [key for key in project.catalogue("en").translations if key.id.startswith(beginning)]
    return min(keys, key=lambda key: (key.id != beginning, keys.index(key)))


@pytest.mark.parametrize("language", GOOD)
def test_good_translations_raise_nothing(language: str, project: Project) -> None:
    """No error and no warning, whichever of the ways to say it a translator chose."""
    english, found = project.languages["en"], {}
    for beginning, text in GOOD[language]:
        key = _message(project, beginning)
        terms = tuple(project.glossary.terms_in(key.id))
        entry = Entry(key, (text,), project.languages[language], english, terms)
        found[text] = [dataclasses.astuple(one) for one in check_entry(entry)]
    assert {} == {text: faults for text, faults in found.items() if faults}
