import JSON
import Testing

@testable import MCP

/// What waits for one who listens.
@Suite struct ChangeTests {
    @Test func eachChangeWaitsOnce() async {
        let inbox = ChangeInbox(ChangeFilter(tools: true, resources: ["a:1", "a:2"]))
        for _ in 0..<1000 {
            for change in [Change.tools, .prompts, .resource("a:1"), .resource("a:3"), .resource("a:2")] {
                inbox.offer(change)
            }
        }
        #expect(await inbox.take() == [.tools, .resource("a:1"), .resource("a:2")])
        inbox.offer(.resource("a:1"))
        #expect(await inbox.take() == [.resource("a:1")])
    }

    @Test func theEndIsToldToWhoWaits() async {
        let inbox = ChangeInbox(ChangeFilter(tools: true))
        let taking = Task { await inbox.take() }
        await Task.yield()
        inbox.close()
        #expect(await taking.value.isEmpty)
        inbox.offer(.tools)
        #expect(await inbox.take().isEmpty)
        let cancelled = ChangeInbox(ChangeFilter(tools: true))
        let waiting = Task { await cancelled.take() }
        waiting.cancel()
        #expect(await waiting.value.isEmpty)
    }

    @Test func aFeedLeadsOthers() async {
        let (whole, part) = (ChangeFeed(), ChangeFeed())
        whole.lead(part)
        let inbox = ChangeInbox(ChangeFilter(tools: true))
        part.attach(inbox)
        whole.publish(.tools)
        part.publish(.tools)
        #expect(await inbox.take() == [.tools])
        whole.close()
        #expect(await inbox.take().isEmpty)
        #expect(part.listeners == 0)
        let late = ChangeFeed()
        whole.lead(late)
        let none = ChangeInbox(ChangeFilter(tools: true))
        late.attach(none)
        #expect(await none.take().isEmpty)
    }
}
