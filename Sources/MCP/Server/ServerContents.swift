/// What a server offers at one time; settings that change while it runs give it other contents.
final class ServerContents: Sendable {
    let identity: ServerIdentity
    let tools: ToolList
    let resources: ResourceList
    let prompts: PromptList
    let offer: Offer
    let discovery: [UInt8]

    init(
        _ identity: ServerIdentity, tools: ToolList, resources: ResourceList, prompts: PromptList, features: Features
    ) {
        self.identity = identity
        self.tools = tools
        self.resources = resources
        self.prompts = prompts
        offer = Offer(
            hasResources: !resources.sources.isEmpty, hasPrompts: !prompts.prompts.isEmpty,
            hasCompletions: resources.hasCompletions || prompts.hasCompletions, features: features)
        discovery = Introduction.discovery(identity, offer)
    }
}
