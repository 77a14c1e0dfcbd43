extension Synonyms {
    /// Words and sayings, and what each of them may mean; a meaning counts where a tool has all of its words.
    ///
    /// Little words that say nothing are left out of sayings as they are of needs: "throw it away" is "throw away".
    static let table: [(said: String, meant: [String])] =
        verbs + amounts + text + images + sound + documents + training + building + organisation

    private static let verbs: [(said: String, meant: [String])] = [
        ("make, new, add, set up, open, start, register, build, begin, launch, define, produce, prepare", ["create"]),
        ("show, see, view, look up, check, detail, read, inspect, retrieve, fetch, find out, describe", ["get"]),
        ("how big, how large, when was, properties", ["get"]),
        ("status, finished, done, progress, how far, state, ready, still running, complete", ["get"]),
        ("browse, enumerate, all, every, overview, show me, which, who, exist, so far, until now, inventory", ["list"]),
        (
            "change, edit, update, adjust, set, replace, rename, relabel, switch, raise, lower, increase",
            ["modify", "update"]
        ),
        ("remove, erase, drop, destroy, get rid, throw away, wipe, clean up, discard, purge", ["delete", "remove"]),
        ("abort, halt, kill, terminate, interrupt, call off, give up", ["cancel"]), ("stop", ["cancel", "delete"]),
        ("hold, suspend, freeze", ["pause"]), ("continue, go on, unpause, carry on", ["resume"]),
        ("send, submit, attach, import", ["upload", "create", "add"]), ("put into, put in", ["add", "create"]),
        ("download, export, save to disk, save, fetch the file", ["content"]),
        ("look for, find, query", ["search", "list"]), ("turn off, disable", ["deactivate", "pause"]),
        ("turn on, enable", ["activate"]), ("take away, detach, kick out, take out", ["delete", "unassign", "remove"]),
        ("grant, give, allow, share", ["assign", "create", "add"]), ("revoke, withdraw", ["delete", "unassign"]),
        ("renew, exchange", ["rotate"]), ("try, test", ["run", "test", "validate"]), ("verify", ["check", "validate"]),
    ]

    private static let amounts: [(said: String, meant: [String])] = [
        ("bulk, many requests, one go, once, mass, several at a time, hundreds, thousands, twenty, fifty", ["batch"]),
        ("overnight, half the price, cheaper, within a day, asynchronous", ["batch create", "batch"]),
        (
            "how many tokens, token count, count tokens, estimate tokens, size of a prompt, prompt size",
            ["input tokens"]
        ),
        ("shrink, shorten, shorter, compress, condense", ["compact"]),
        (
            "last days, last 30 days, last month, this month, last week, this week, per month, per day, each month",
            ["each day", "over time"]
        ),
    ]

    private static let text: [(said: String, meant: [String])] = [
        (
            "ask, question, prompt, talk, write, compose, draft, proofread, brainstorm, poem, essay, story, email, summarise, summarize, rewrite, explain, llm",
            ["chat completion create", "response create"]
        ),
        ("answer, reply", ["chat completion", "response"]),
        ("conversation, dialogue, dialog", ["conversation", "chat", "thread"]),
        ("said, what was said, chat history, history", ["item list", "messages", "history"]),
        ("message", ["conversation item", "item"]), ("translate a text, translate this", ["chat completion create"]),
        ("word, sentence, phrase, paragraph, article", ["text"]),
        ("remember, memory, persist", ["conversation create", "store"]),
        (
            "json schema, valid json, strict json, json that follows, structured json, fixed format",
            ["structured output"]
        ),
        ("function calling, tool call, tool calling, call functions, functions to call", ["function call"]),
        (
            "search the web, search the internet, web search, browse the web, look up online, deep research, built in tools",
            ["response create"]
        ),
        ("word by word, piece by piece, live output", ["stream"]),
        ("watch, follow, observe", ["event stream", "events"]),
        ("background", ["response", "background"]),
        ("what went into, what was sent, prompt of a response", ["input items"]),
        ("autocomplete, complete a text, continue a text, base model, legacy", ["completion create"]),
        ("gpt, engine, available models, which models", ["model list", "model"]),
        (
            "harmful, toxic, offensive, abuse, hate, violence, nsfw, unsafe, inappropriate, profanity, insult, abusive, bullying, harassment, sexual, threat",
            ["moderation", "harmful"]
        ),
        ("flagged, past checks", ["moderation history", "flagged"]),
        ("kinds of harmful content, moderation labels", ["moderation categories"]),
        ("yes or no, classify, rate, probability", ["decision"]),
    ]

    private static let images: [(said: String, meant: [String])] = [
        (
            "picture, photo, drawing, illustration, logo, artwork, graphic, painting, poster, icon, avatar, png",
            ["image"]
        ),
        ("draw, paint, sketch, illustrate, render, watercolour, watercolor", ["image generate"]),
        ("retouch, photoshop, background of, repaint, combine pictures", ["image edit"]),
        ("part of the picture, part of an image, mask, marked", ["inpaint", "image edit"]),
        ("wider, beyond the edges, extend a picture, bigger canvas", ["outpaint"]),
        ("look similar, similar images, variant, alternative", ["variations"]),
        (
            "ocr, what is in this photo, look at an image, describe a picture, screenshot",
            ["analyze image", "response create"]
        ),
        ("clip, film, movie, animation, sora, footage", ["video"]),
        ("deepfake, watermark, made by ai, ai generated, fake, provenance", ["provenance"]),
    ]

    private static let sound: [(said: String, meant: [String])] = [
        (
            "speech to text, dictation, subtitle, caption, write down, transcription, transcript, stt, minutes, srt, who said",
            ["transcribe"]
        ),
        ("recording, podcast, voice memo, voice message, interview, meeting, lecture", ["transcribe", "audio"]),
        (
            "read aloud, text to speech, narrate, narration, voice over, tts, aloud, spoken",
            ["speech create", "speech"]
        ),
        ("mp3, wav, sound", ["audio"]),
        ("english text, into english", ["audio translate"]),
        ("clone my voice, clone, custom voice, own voice, copy a voice", ["voice create", "voice"]),
        ("speakers permission, permission of a speaker, agreement", ["consent"]),
        ("phone, telephone, sip, incoming telephone call, phone call", ["phone call", "call"]),
        ("pick up, take a call, answer a call", ["accept"]), ("hang up", ["hangup"]),
        ("forward a call, transfer", ["refer", "forward"]),
        ("caller", ["call"]),
        ("web page, website, browser, frontend, ephemeral key, ephemeral token, leak", ["client secret", "browser"]),
        ("microphone, voice conversation, voice chat, talk live, speak live, voice model", ["realtime", "live"]),
        ("interpret, interpreter for a call, simultaneous translation", ["translation secret"]),
    ]

    private static let documents: [(said: String, meant: [String])] = [
        ("knowledge base, document store, search index", ["vector store"]),
        (
            "rag, semantic search, document search, passage, find in my documents",
            ["vector store search", "vector store"]
        ),
        ("document, pdf, spreadsheet, csv, attachment, docx, paper, handbook", ["file"]),
        ("uploaded, have uploaded", ["file list", "uploaded"]),
        ("large file, big file, huge file, gb, gigabyte", ["upload create", "upload"]),
        ("chunk, next part", ["upload part"]), ("index, ingest", ["vector store file", "vector store"]),
        ("parsed, extracted text", ["content"]), ("what may files be used for", ["purpose"]),
        ("embed, vectorise, vectorize, numeric representation, meaning, semantically", ["embedding", "vector"]),
        ("alike, resemble, similar, compare", ["similarity", "embedding"]),
        ("nearest, closest, most relevant, best match", ["search"]),
    ]

    private static let training: [(said: String, meant: [String])] = [
        (
            "teach, example dialogues, train, training, finetune, train a model, training run, training job, tune, tuned",
            ["fine tune"]
        ),
        ("custom model, own model, trained model", ["fine tuned model", "fine tune", "model delete"]),
        ("loss, accuracy curve, learning curve, plot, curve", ["metrics", "events"]),
        ("snapshot, intermediate model, intermediate", ["checkpoints"]),
        ("score answers, grade, grading", ["grader", "eval"]),
        (
            "compare prompts, compare two prompts, compare models, evaluate, evaluation, benchmark, quality, test set, regression test, automated test, unit test",
            ["eval"]
        ),
        ("test case, failed, result of a test", ["output item"]),
        ("result, outcome, output, results file", ["get", "result", "output item", "content"]),
    ]

    private static let building: [(said: String, meant: [String])] = [
        ("bot, custom gpt, copilot", ["assistant", "agent"]), ("task, autonomous", ["agent session"]),
        ("agent done, agent did, agent doing", ["agent session item"]),
        ("sandbox, run code, python, execute code", ["container"]),
        ("code interpreter", ["container file", "response"]),
        (
            "cron, schedule, scheduled, every day, every morning, every week, morning, daily, recurring, timer, clock",
            ["automation"]
        ),
        ("result files, files that an agent made, artefact, files produce, files did the agent", ["artifact"]),
        ("password, login, credential, github token, oauth, access token", ["vault credential", "credential"]),
        ("secret", ["secret", "vault credential"]),
        ("callback, notify, notification, push, ping", ["webhook endpoint", "webhook"]),
        ("chat widget, widget, embedded chat, chat ui", ["chatkit session", "chatkit"]),
        ("package, reusable, instructions and scripts", ["skill"]),
    ]

    private static let organisation: [(said: String, meant: [String])] = [
        (
            "invoice, spending, bill, spend, spent, paid, pay, money, dollar, expense, billing, charged, price, euro",
            ["cost", "spend"]
        ),
        ("did spend, have spent, did pay", ["cost list"]),
        ("used, consumption, consumed, statistics, how much, how many, tokens used", ["usage"]),
        ("budget, cap, ceiling, quota, block", ["spend limit", "limit", "spend alert"]),
        ("warn, warning, alarm, tell me when, alert me", ["alert create", "alert"]),
        ("throttle, requests per minute, tokens per minute, rpm, tpm, too many requests", ["rate limit"]),
        ("organisation, company, org, workspace, account", ["organization"]),
        ("colleague, employee, teammate, staff, person, people, member, coworker", ["user"]),
        ("team, department", ["group"]), ("new project", ["project create"]),
        ("invite, onboard", ["invite create"]), ("invitation", ["invite"]),
        ("api key, leaked key", ["api key", "admin key"]),
        ("machine user, bot user, robot, ci", ["service account"]),
        ("who did what, who changed, activity, changes, log, trail, auditor, audit", ["audit log"]),
        ("permission, right, access, privilege", ["role", "permissions"]),
        ("promote, administrator, owner", ["role", "user modify"]), ("tls, mtls, ssl", ["certificate"]),
        ("retention, zero data retention, zdr, how long data is kept", ["data retention"]),
        ("oidc, federation, keyless, github actions, kubernetes", ["workload identity"]),
        ("own encryption key, byok, kms", ["external key"]), ("own bucket, s3, own storage", ["external storage"]),
        ("close, shut down, wind up, retire", ["archive"]),
    ]
}
