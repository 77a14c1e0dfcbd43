extension PriceTable {
    /// Models of Azure OpenAI whose prices or limits differ from OpenAI's own.
    static let azure = """
        azure/ada: window 8191, standard i0.11 o0
        azure/chat-latest: window 272000, output 128000, standard i5 c0.5 o30
        azure/codex-mini: window 200000, output 100000, standard i1.5 c0.375 o6
        azure/command-r-plus: window 128000, output 4096, standard i3 o15
        azure/gpt-3.5-turbo: window 4097, output 4096, standard i0.5 o1.5
        azure/gpt-3.5-turbo-instruct-0914: window 4097, output 4097, standard i1.65 o2.2
        azure/gpt-35-turbo: window 4097, output 4096, standard i0.5 o1.5
        azure/gpt-35-turbo-16k: window 16385, output 4096, standard i3 o4
        azure/gpt-35-turbo-16k-0613: window 16385, output 4096, standard i3 o4
        azure/gpt-35-turbo-instruct: window 4097, output 4097, standard i1.65 o2.2
        azure/gpt-35-turbo-instruct-0914: window 4097, output 4097, standard i1.65 o2.2
        azure/gpt-4-0125-preview: window 128000, output 4096, standard i10 o30
        azure/gpt-4-32k: window 32768, output 4096, standard i60 o120
        azure/gpt-4-32k-0613: window 32768, output 4096, standard i60 o120
        azure/gpt-4-turbo: window 128000, output 4096, standard i11 o33
        azure/gpt-4-turbo-2024-04-09: window 128000, output 4096, standard i11 o33
        azure/gpt-4-turbo-vision-preview: window 128000, output 4096, standard i11 o33
        azure/gpt-4.1: window 1047576, output 32768, standard i2 c0.5 o8, priority i3.5 c0.875 o14, search 0.014
        azure/gpt-4.1-2025-04-14: window 1047576, output 32768, standard i2 c0.5 o8, priority i3.5 c0.875 o14, search 0.014
        azure/gpt-4.1-mini: window 1047576, output 32768, standard i0.4 c0.1 o1.6, priority i0.7 c0.175 o2.8, search 0.014
        azure/gpt-4.1-mini-2025-04-14: window 1047576, output 32768, standard i0.4 c0.1 o1.6, priority i0.7 c0.175 o2.8, search 0.014
        azure/gpt-4.1-nano: window 1047576, output 32768, standard i0.1 c0.025 o0.4
        azure/gpt-4.1-nano-2025-04-14: window 1047576, output 32768, standard i0.1 c0.025 o0.4
        azure/gpt-4.5-preview: window 128000, output 16384, standard i75 c37.5 o150
        azure/gpt-4o: window 128000, output 16384, standard i2.5 c1.25 o10
        azure/gpt-4o-2024-05-13: window 128000, output 4096, standard i5 o15
        azure/gpt-4o-2024-08-06: window 128000, output 16384, standard i2.5 c1.25 o10
        azure/gpt-4o-2024-11-20: window 128000, output 16384, standard i2.5 c1.25 o10
        azure/gpt-4o-mini: window 128000, output 16384, standard i0.15 c0.075 o0.6, search 0.014
        azure/gpt-4o-mini-2024-07-18: window 128000, output 16384, standard i0.15 c0.075 o0.6, search 0.014
        azure/gpt-4o-mini-transcribe: window 16000, output 2000, standard i1.25 o5 ai3
        azure/gpt-4o-realtime-preview-2024-10-01: window 128000, output 4096, standard i5 c2.5 o20 ai100 ao200
        azure/gpt-4o-realtime-preview-2024-12-17: window 16000, output 4096, standard i5 c2.5 o20 ai40 ao80
        azure/gpt-4o-transcribe: window 16000, output 2000, standard i2.5 o10 ai6
        azure/gpt-4o-transcribe-diarize: window 16000, output 2000, standard i2.5 o10 ai6
        azure/gpt-5: window 272000, output 128000, standard i1.25 c0.125 o10, priority i2.5 c0.25 o20, search 0.014
        azure/gpt-5-2025-08-07: window 272000, output 128000, standard i1.25 c0.125 o10, priority i2.5 c0.25 o20, search 0.014
        azure/gpt-5-mini: window 272000, output 128000, standard i0.25 c0.025 o2, priority i0.45 c0.045 o3.6, search 0.014
        azure/gpt-5-mini-2025-08-07: window 272000, output 128000, standard i0.25 c0.025 o2, priority i0.45 c0.045 o3.6, search 0.014
        azure/gpt-5-nano: window 272000, output 128000, standard i0.05 c0.005 o0.4, search 0.014
        azure/gpt-5-nano-2025-08-07: window 272000, output 128000, standard i0.05 c0.005 o0.4, search 0.014
        azure/gpt-5-pro: window 272000, output 128000, standard i15 o120, search 0.014
        azure/gpt-5.1: window 272000, output 128000, standard i1.25 c0.125 o10, priority i2.5 c0.25 o20, search 0.014
        azure/gpt-5.1-2025-11-13: window 272000, output 128000, standard i1.25 c0.125 o10, priority i2.5 c0.25 o20, search 0.014
        azure/gpt-5.1-chat: window 111616, output 16384, standard i1.25 c0.125 o10
        azure/gpt-5.1-codex: window 272000, output 128000, standard i1.25 c0.125 o10
        azure/gpt-5.1-codex-2025-11-13: window 272000, output 128000, standard i1.25 c0.125 o10, priority i2.5 c0.25 o20
        azure/gpt-5.1-codex-max: window 272000, output 128000, standard i1.25 c0.125 o10
        azure/gpt-5.1-codex-mini: window 272000, output 128000, standard i0.25 c0.025 o2
        azure/gpt-5.1-codex-mini-2025-11-13: window 272000, output 128000, standard i0.25 c0.025 o2, priority i0.45 c0.045 o3.6
        azure/gpt-5.2: window 272000, output 128000, standard i1.75 c0.175 o14, priority i3.5 c0.35 o28, search 0.014
        azure/gpt-5.2-2025-12-11: window 272000, output 128000, standard i1.75 c0.175 o14, priority i3.5 c0.35 o28, search 0.014
        azure/gpt-5.2-chat: window 111616, output 16384, standard i1.75 c0.175 o14
        azure/gpt-5.2-pro: window 272000, output 128000, standard i21 o168, search 0.014
        azure/gpt-5.2-pro-2025-12-11: window 272000, output 128000, standard i21 o168, search 0.014
        azure/gpt-5.3-chat: window 111616, output 16384, standard i1.75 c0.175 o14
        azure/gpt-5.3-codex: window 272000, output 128000, standard i1.75 c0.175 o14, priority i3.5 c0.35 o28, search 0.014
        azure/gpt-5.4: window 922000, output 128000, standard i2.5 c0.25 o15, standard>272000 i5 c0.5 o22.5, flex i1.25 o7.5, flex>272000 i2.5 c0.25 o11.25, priority i5 c0.5 o30, priority>272000 i10 c1 o45
        azure/gpt-5.4-2026-03-05: window 922000, output 128000, standard i2.5 c0.25 o15, standard>272000 i5 c0.5 o22.5, flex i1.25 o7.5, flex>272000 i2.5 c0.25 o11.25, priority i5 c0.5 o30, priority>272000 i10 c1 o45
        azure/gpt-5.4-mini: window 272000, output 128000, standard i0.75 c0.075 o4.5, flex i0.375 c0.0375 o2.25, priority i1.5 c0.15 o9, search 0.014
        azure/gpt-5.4-mini-2026-03-17: window 272000, output 128000, standard i0.75 c0.075 o4.5, flex i0.375 c0.0375 o2.25, priority i1.5 c0.15 o9, search 0.014
        azure/gpt-5.4-nano: window 272000, output 128000, standard i0.2 c0.02 o1.25, flex i0.1 c0.01 o0.625, search 0.014
        azure/gpt-5.4-nano-2026-03-17: window 272000, output 128000, standard i0.2 c0.02 o1.25, flex i0.1 c0.01 o0.625, search 0.014
        azure/gpt-5.4-pro: window 922000, output 128000, standard i30 c3 o180, standard>272000 i60 c6 o270, flex i15 o90, flex>272000 i30 o135, search 0.014
        azure/gpt-5.4-pro-2026-03-05: window 922000, output 128000, standard i30 c3 o180, standard>272000 i60 c6 o270, flex i15 o90, flex>272000 i30 o135, search 0.014
        azure/gpt-5.5: window 922000, output 128000, standard i5 c0.5 o30, standard>272000 i10 c1 o45, flex i2.5 c0.25, flex>272000 i5, priority i12.5 c1.25 o75, priority>272000 i20 c2 o90, search 0.014
        azure/gpt-5.5-2026-04-23: window 922000, output 128000, standard i5 c0.5 o30, standard>272000 i10 c1 o45, flex i2.5 c0.25, flex>272000 i5, priority i12.5 c1.25 o75, priority>272000 i20 c2 o90, search 0.014
        azure/gpt-5.5-2026-04-24: window 922000, output 128000, standard i5 c0.5 o30, standard>272000 i10 c1 o45, flex i2.5 c0.25, flex>272000 i5, priority i12.5 c1.25 o75, priority>272000 i20 c2 o90, search 0.014
        azure/gpt-5.5-pro: window 1050000, output 128000, standard i30 c3 o180, standard>272000 i60 c6 o270, search 0.014
        azure/gpt-5.5-pro-2026-04-23: window 1050000, output 128000, standard i30 c3 o180, standard>272000 i60 c6 o270, search 0.014
        azure/gpt-5.6: window 922000, output 128000, standard i4 c0.4 w5 o20, standard>272000 i8 c0.8 w10 o30, priority i8 c0.8 w10 o40, priority>272000 i16 c1.6 w20 o60, search 0.014
        azure/gpt-5.6-luna: window 922000, output 128000, standard i0.2 c0.02 w0.25 o1.2, standard>272000 i0.4 c0.04 w0.5 o1.8, flex i0.1 c0.01 w0.125 o0.6, flex>272000 i0.2 c0.02 w0.25 o0.9, priority i0.4 c0.04 w0.5 o2.4, priority>272000 i0.8 c0.08 w1 o3.6, search 0.014
        azure/gpt-5.6-luna-2026-07-09: window 922000, output 128000, standard i0.2 c0.02 w0.25 o1.2, standard>272000 i0.4 c0.04 w0.5 o1.8, flex i0.1 c0.01 w0.125 o0.6, flex>272000 i0.2 c0.02 w0.25 o0.9, priority i0.4 c0.04 w0.5 o2.4, priority>272000 i0.8 c0.08 w1 o3.6, search 0.014
        azure/gpt-5.6-sol: window 922000, output 128000, standard i4 c0.4 w5 o20, standard>272000 i8 c0.8 w10 o30, flex i2 c0.2 w2.5 o10, flex>272000 i4 c0.4 w5 o15, priority i8 c0.8 w10 o40, priority>272000 i16 c1.6 w20 o60, search 0.014
        azure/gpt-5.6-sol-2026-07-09: window 922000, output 128000, standard i4 c0.4 w5 o20, standard>272000 i8 c0.8 w10 o30, flex i2 c0.2 w2.5 o10, flex>272000 i4 c0.4 w5 o15, priority i8 c0.8 w10 o40, priority>272000 i16 c1.6 w20 o60, search 0.014
        azure/gpt-5.6-terra: window 922000, output 128000, standard i2 c0.2 w2.5 o12, standard>272000 i4 c0.4 w5 o18, flex i1 c0.1 w1.25 o6, flex>272000 i2 c0.2 w2.5 o9, priority i4 c0.4 w5 o24, priority>272000 i8 c0.8 w10 o36, search 0.014
        azure/gpt-5.6-terra-2026-07-09: window 922000, output 128000, standard i2 c0.2 w2.5 o12, standard>272000 i4 c0.4 w5 o18, flex i1 c0.1 w1.25 o6, flex>272000 i2 c0.2 w2.5 o9, priority i4 c0.4 w5 o24, priority>272000 i8 c0.8 w10 o36, search 0.014
        azure/gpt-6-astra: window 922000, output 128000, standard i10 c1 w12.5 o50, standard>272000 i20 c2 w25 o75, flex>272000 i10 c1 w12.5 o37.5, search 0.014
        azure/gpt-6-astra-2026-09-03: window 922000, output 128000, standard i10 c1 w12.5 o50, standard>272000 i20 c2 w25 o75, flex>272000 i10 c1 w12.5 o37.5, search 0.014
        azure/gpt-6-luna: window 922000, output 128000, standard i0.1 c0.01 w0.125 o0.5, standard>272000 i0.2 c0.02 w0.25 o0.75, search 0.014
        azure/gpt-6-luna-2026-09-22: window 922000, output 128000, standard i0.1 c0.01 w0.125 o0.5, standard>272000 i0.2 c0.02 w0.25 o0.75, search 0.014
        azure/gpt-6-sol: window 922000, output 128000, standard i2 c0.2 w2.5 o10, standard>272000 i4 c0.4 w5 o15, priority i4 c0.4 w5 o20, priority>272000 i8 c0.8 w10 o30, search 0.014
        azure/gpt-6-sol-2026-09-22: window 922000, output 128000, standard i2 c0.2 w2.5 o10, standard>272000 i4 c0.4 w5 o15, priority i4 c0.4 w5 o20, priority>272000 i8 c0.8 w10 o30, search 0.014
        azure/gpt-6.1-sol: window 922000, output 128000, standard i2 c0.1 w2.5 o10, standard>272000 i4 c0.2 w5 o15, search 0.014
        azure/gpt-6.1-sol-2026-09-29: window 922000, output 128000, standard i2 c0.1 w2.5 o10, standard>272000 i4 c0.2 w5 o15, search 0.014
        azure/gpt-6.1-terra: window 922000, output 128000, standard i1 c0.05 w1.25 o5, standard>272000 i2 c0.1 w2.5 o7.5, search 0.014
        azure/gpt-audio: window 128000, output 16384, standard i2.5 o10 ai40 ao80
        azure/gpt-audio-1.5-2026-02-23: window 128000, output 16384, standard i2.5 o10 ai32 ao64
        azure/gpt-audio-2025-08-28: window 128000, output 16384, standard i2.5 o10 ai40 ao80
        azure/gpt-chat-latest: window 128000, output 128000, standard i5 c0.5 o30
        azure/gpt-live-transcribe: window 32000, output 4096, second 0.0002833333
        azure/gpt-realtime-1.5-2026-02-23: window 32000, output 4096, standard i4 c0.4 o16 ai32 ao64 ii5
        azure/gpt-realtime-2: window 32000, output 4096, standard i4 c0.4 o24 ai32 ao64 ii5
        azure/gpt-realtime-2.1: window 32000, output 4096, standard i4 c0.4 o24 ai32 ao64 ii5
        azure/gpt-realtime-2.1-mini: window 32000, output 4096, standard i0.6 c0.06 o2.4 ai10 ao20 ii0.8
        azure/gpt-realtime-mini-2025-10-06: window 32000, output 4096, standard i0.6 c0.06 o2.4 ai10 ao20 ii0.8
        azure/gpt-realtime-translate: window 32000, output 4096, second 0.0005666667
        azure/gpt-realtime-whisper: window 32000, output 4096, second 0.0002833333
        azure/mistral-large-2402: window 32000, output 32000, standard i8 o24
        azure/mistral-large-latest: window 32000, output 32000, standard i8 o24
        azure/model-router: window 200000, output 32768, standard i0.14 o0
        azure/o1-mini: window 128000, output 65536, standard i1.1 c0.55 o4.4
        azure/o1-mini-2024-09-12: window 128000, output 65536, standard i1.1 c0.55 o4.4
        azure/o3: window 200000, output 100000, standard i2 c0.5 o8, search 0.014
        azure/o3-2025-04-16: window 200000, output 100000, standard i2 c0.5 o8, search 0.014
        azure/o3-deep-research: window 200000, output 100000, standard i10 c2.5 o40, search 0.014
        azure/o3-pro: window 200000, output 100000, standard i20 o80, search 0.014
        azure/o3-pro-2025-06-10: window 200000, output 100000, standard i20 o80, search 0.014
        azure/o4-mini: window 200000, output 100000, standard i1.1 c0.275 o4.4, search 0.014
        azure/o4-mini-2025-04-16: window 200000, output 100000, standard i1.1 c0.275 o4.4, search 0.014
        azure/text-embedding-3-large: window 8192, standard i0.143 o0
        azure/text-embedding-3-small: window 8192, standard i0.022 o0
        azure/text-embedding-ada-002: window 8192, standard i0.11 o0
        azure/tts-1-hd: character 0.000033
        azure/whisper: second 0.0001
        """
}
