/// What a text may be flagged for, and the words that hint at it.
///
/// The lists hold what a test or a demonstration needs: plain words, no slurs. They are no protection.
enum ModerationCategory: String, CaseIterable, Sendable {
    case harassment
    case harassmentThreatening = "harassment/threatening"
    case hate
    case hateThreatening = "hate/threatening"
    case illicit
    case illicitViolent = "illicit/violent"
    case selfHarm = "self-harm"
    case selfHarmIntent = "self-harm/intent"
    case selfHarmInstructions = "self-harm/instructions"
    case sexual
    case sexualMinors = "sexual/minors"
    case violence
    case violenceGraphic = "violence/graphic"

    /// Whether OpenAI's model looks at images for it too.
    var appliesToImages: Bool {
        switch self {
        case .selfHarm, .selfHarmIntent, .selfHarmInstructions, .sexual, .violence, .violenceGraphic: true
        default: false
        }
    }

    /// Groups of words: a text hits a phrase when it has one word of every group close together.
    var phrases: [[String]] { list.map { $0.split(separator: " ").map(String.init) } }

    private var list: [String] {
        switch self {
        case .harassment: ["idiot", "moron", "stupid|pathetic you|your", "worthless|loser you|your|are", "shut up"]
        case .harassmentThreatening:
            ["hurt|kill|beat|destroy you|him|her|them will|gonna|going", "make you suffer|pay"]
        case .hate: ["hate|despise|inferior|vermin|subhuman race|religion|immigrants|foreigners|women|men|group|people"]
        case .hateThreatening: ["kill|exterminate|attack|burn all immigrants|foreigners|religion|race|women|believers"]
        case .illicit:
            ["how|steps|guide steal|shoplift|counterfeit|launder|hack|phish", "make|cook|sell|buy meth|heroin|cocaine"]
        case .illicitViolent: ["make|build|assemble bomb|explosive|grenade", "buy|get gun|weapon illegally"]
        case .selfHarm: ["suicide", "kill|hurt|cut|harm myself|yourself", "self harm"]
        case .selfHarmIntent: ["want|going|will|plan kill|hurt|cut|harm|end myself|my", "suicidal i|im"]
        case .selfHarmInstructions:
            ["how|ways|method|steps commit|do suicide", "how|ways|method|steps kill|harm|cut myself|yourself"]
        case .sexual: ["porn", "pornography", "erotic", "explicit sex|sexual"]
        case .sexualMinors: ["sexual|erotic|porn|sex child|children|minor|underage"]
        case .violence: ["kill", "murder", "stab", "massacre", "shoot|beat|attack him|her|them|people|man|woman"]
        case .violenceGraphic: ["gore", "dismember", "behead", "blood|guts everywhere|spill|splatter", "mutilate"]
        }
    }
}
