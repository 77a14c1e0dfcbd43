extension Domain {
    static let voiceEndpoints: [Endpoint] = [
        .init(
            "audio-voice-create", .post, "/audio/voices", "Make a voice of a sample with consent, or of a description.",
            .creates,
            [
                .string("name", "Name of the voice.", .required),
                .file("audio_sample", "Sample of the speaker: path, URL or data URI."),
                .string("consent", "Id of the speaker's consent, with audio_sample."),
                .string("type", "What it is made of.", oneOf: ["audio_sample", "prompt"]),
                .string("prompt", "Description of the voice, with type prompt."),
                .string(
                    "model", "Model that makes it of a prompt.", .unlisted, oneOf: ["auto", "2026-10-08"], open: true),
                .string("script_hint", "What a voice made of a prompt will say.", .unlisted),
            ],
            encoding: .multipart),
        .init(
            "audio-voice-delete", .delete, "/audio/voices/{voice_id}", "Delete a voice of your own.", .deletes,
            [.string("voice_id", "Id of the voice.", .required)]),
        .init(
            "audio-voice-consent-create", .post, "/audio/voice_consents",
            "Record a speaker's consent to the use of their voice.", .creates,
            [
                .string("name", "Label of the consent.", .required),
                .file("recording", "The spoken consent: path, URL or data URI.", .required),
                .string("language", "Its language, such as en-US.", .required),
            ],
            encoding: .multipart),
        .init(
            "audio-voice-consent-list", .get, "/audio/voice_consents", "List consents.", .reads, [.after, .limit]),
        .init(
            "audio-voice-consent-get", .get, "/audio/voice_consents/{consent_id}", "Read a consent.", .reads, [.consent]
        ),
        .init(
            "audio-voice-consent-update", .post, "/audio/voice_consents/{consent_id}", "Rename a consent.", .updates,
            [.consent, .string("name", "New label.", .required)]),
        .init(
            "audio-voice-consent-delete", .delete, "/audio/voice_consents/{consent_id}", "Delete a consent.",
            .deletes, [.consent]),
    ]
}

extension Field {
    fileprivate static let consent = Field.string("consent_id", "Id of the consent.", .required)
}
