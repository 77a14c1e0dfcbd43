/// Prompts of the servers for assistants and agents.
enum AgentTexts {
    static let all: [PromptTemplate] = [
        .init(
            "run-an-assistant", on: "assistants", "Run an assistant",
            "Create an assistant, ask it in a thread, and read its answer.",
            [
                .required("question", "What to ask."), .optional("role", "What the assistant is and how it talks."),
                .model(),
            ],
            "Ask an assistant: {question}",
            steps: [
                "See with `assistant-list` whether there is one that fits; else make one with `assistant-create`: instructions {role|that you propose}, model {model|of your choice}.",
                "Open a thread with `thread-create` and put the question into it with `message-create`.",
                "Start `run-create` and look with `run-get` until it has ended. If it wants tool outputs, get them and call `run-submit-tool-outputs`.",
                "Read the answer with `message-list` and show it to me with the ids of assistant and thread.",
            ]),
        .init(
            "start-an-agent", on: "agents", "Start an agent", "Give a task to an agent that OpenAI runs.",
            [.required("task", "What the agent has to do."), .model()],
            "Give this task to an agent: {task}",
            steps: [
                "See with `agent-list` whether there is one that fits; else describe one with `agent-create`, model {model|left to the default}, with no more tools than the task needs.",
                "Show me what it may do, and wait for my yes.",
                "Start it with `agent-session-create`, and give it the task with `agent-session-event-create`.",
                "Look at it with `agent-session-get` and `agent-session-turn-list`. Questions that it asks go to me before you answer them.",
                "When it is done, see `agent-session-artifact-list` and save what it made with `agent-session-artifact-content`.",
            ]),
        .init(
            "prepare-an-environment", on: "agent-environments", "Prepare an environment",
            "Make a place in which agents find their files.",
            [
                .required("purpose", "What the agents will do there."),
                .optional("files", "Ids of files to put into it.", .files),
            ],
            "Prepare an environment for: {purpose}",
            steps: [
                "See with `agent-environment-template-list` whether a template fits.",
                "Make it with `agent-environment-create`, and put the files into it with `agent-environment-file-create`: {files|none}.",
                "Check with `agent-environment-file-list` that they are where you wanted them.",
                "If it will be needed again, keep its settings with `agent-environment-template-create`. Tell me the ids.",
            ]),
        .init(
            "schedule-an-agent", on: "agent-automations", "Schedule an agent", "Let an agent work by the clock.",
            [
                .required("task", "What it has to do each time."), .required("when", "When, in your own words."),
                .optional("timezone", "Name of the time zone, such as Europe/Berlin."),
            ],
            "Let an agent do this: {task}. When: {when}.",
            steps: [
                "See with `agent-automation-list` that there is no such one yet.",
                "Put the time into a cron expression in the time zone {timezone|that you ask me for}, and say in words when it runs the next three times.",
                "Create it with `agent-automation-create` after my yes.",
                "Try it once with `agent-automation-invocation-create`, and look with `agent-automation-invocation-get`. If it failed, stop it with `agent-automation-pause`.",
            ]),
        .init(
            "store-credentials", on: "vaults", "Store credentials for agents",
            "Give agents access to a service without showing them the secret.",
            [.required("service", "The service, by its address.")],
            "Let agents use {service}.",
            steps: [
                "See with `vault-list` and `vault-credential-list` what is there already.",
                "Say which kind of credential fits, which hosts may get it, and what it would allow. Wait for my yes.",
                "Make a vault with `vault-create` if none fits. Ask me for the secret only now, store it with `vault-credential-create`, and never repeat it.",
                "Tell me the vault's id for vault_ids.",
            ]),
        .init(
            "chat-on-a-page", on: "chatkit", "Put a chat on a web page",
            "Start a ChatKit session and look after its threads.",
            [.required("workflow", "Id of the workflow that answers."), .required("user", "Your id of the end user.")],
            "Start a chat for the user {user} with the workflow {workflow}.",
            steps: [
                "Start it with `chatkit-session-create`. Its client secret is for the page of this user and for nobody else.",
                "Write the few lines with which the page shows the chat.",
                "Later, find what was said with `chatkit-thread-list` and `chatkit-thread-item-list`, and sum it up.",
            ]),
    ]
}
