extension PriceTable {
    /// Models of other vendors.
    static let others = """
        claude-fable-5: window 1000000, output 128000, standard i10 c1 w12.5 o50, search 0.01
        claude-fable-5-1: window 1000000, output 128000, standard i10 c0.25 w12.5 o50, search 0.01
        claude-haiku-4-5: window 200000, output 64000, standard i1 c0.1 w1.25 o5
        claude-haiku-4-5-20251001: window 200000, output 64000, standard i1 c0.1 w1.25 o5
        claude-haiku-5-5: window 1000000, output 128000, standard i0.1 c0.01 w0.125 o0.5, standard>100000 i0.5 c0.05 w0.625 o2.5, search 0.01
        claude-mythos-5: window 1000000, output 128000, standard i10 c1 w12.5 o50, search 0.01
        claude-mythos-5-1: window 1000000, output 128000, standard i10 c0.25 w12.5 o50, search 0.01
        claude-mythos-preview: window 1000000, output 128000, standard i10 c1 w12.5 o50, search 0.01
        claude-opus-4-5: window 200000, output 64000, standard i5 c0.5 w6.25 o25, search 0.01
        claude-opus-4-5-20251101: window 200000, output 64000, standard i5 c0.5 w6.25 o25, search 0.01
        claude-opus-4-6: window 1000000, output 128000, standard i5 c0.5 w6.25 o25, search 0.01
        claude-opus-4-6-20260205: window 1000000, output 128000, standard i5 c0.5 w6.25 o25, search 0.01
        claude-opus-4-7: window 1000000, output 128000, standard i5 c0.5 w6.25 o25, search 0.01
        claude-opus-4-7-20260416: window 1000000, output 128000, standard i5 c0.5 w6.25 o25, search 0.01
        claude-opus-4-8: window 1000000, output 128000, standard i5 c0.5 w6.25 o25, search 0.01
        claude-opus-5: window 1000000, output 128000, standard i5 c0.5 w6.25 o25, search 0.01
        claude-opus-5-5: window 1000000, output 128000, standard i4 c0.2 w5 o20, search 0.01
        claude-sonnet-4-5: window 200000, output 64000, standard i3 c0.3 w3.75 o15, search 0.01
        claude-sonnet-4-5-20250929: window 200000, output 64000, standard i3 c0.3 w3.75 o15, search 0.01
        claude-sonnet-4-6: window 1000000, output 128000, standard i3 c0.3 w3.75 o15, search 0.01
        claude-sonnet-5: window 1000000, output 128000, standard i2 c0.2 w2.5 o10, search 0.01
        claude-sonnet-5-5: window 1000000, output 128000, standard i2 c0.1 w2.5 o10, search 0.01
        gemini-2.0-flash-exp-image-generation: window 32768, output 32768, standard i0 o0, image 0.039
        gemini-2.5-flash-native-audio-latest: window 131072, output 8192, standard i0.5 o2 ai3 ao12
        gemini-2.5-flash-native-audio-preview-09-2025: window 1048576, output 8192, standard i0.5 o2 ai3 ao12
        gemini-2.5-flash-native-audio-preview-12-2025: window 131072, output 8192, standard i0.5 o2 ai3 ao12
        gemini-2.5-flash-preview-tts: window 8192, output 16384, standard i0.5 o10 ao10
        gemini-3.1-flash-live-preview: window 131072, output 65536, standard i0.75 o4.5 ai3 ao12 ii1
        gemini-3.8-live: window 131072, output 65536, standard i0.75 o4.5 ai3 ao12 ii1
        gemini-3.8-live-extended-thinking: window 131072, output 65536, standard i0.75 o4.5 ai3 ao12 ii1
        gemini-exp-1206: window 1048576, output 65535, standard i0.3 c0.03 o2.5 ai1, search 0.035
        gemini-flash-latest: window 1048576, output 65536, standard i0.75 c0.075 o3.75, flex i0.375 c0.0375 o1.875, priority i1.35 c0.135 o6.75, search 0.014
        gemini-flash-lite-latest: window 1048576, output 65536, standard i0.3 c0.03 o2.5, flex i0.15 c0.02 o1.25, priority i0.54 c0.05 o4.5, search 0.014
        gemini-pro-latest: window 1048576, output 65536, standard i2 c0.2 o12, standard>200000 i4 c0.4 o18, flex i1 c0.2 o6, priority i3.6 c0.36 o21.6, priority>200000 i7.2 c0.72 o32.4, search 0.014
        gemini/deep-research-max-preview-04-2026: window 1048576, output 65536, standard i2 o12, search 0.035
        gemini/deep-research-preview-04-2026: window 1048576, output 65536, standard i2 o12, search 0.035
        gemini/deep-research-pro-preview-12-2025: window 1048576, output 65536, standard i2 o12, search 0.035
        gemini/gemini-2.0-flash-exp-image-generation: window 32768, output 32768, standard i0 o0, image 0.039
        gemini/gemini-2.5-computer-use-preview-10-2025: window 128000, output 64000, standard i1.25 o10, standard>200000 i2.5 o15
        gemini/gemini-2.5-flash: window 1048576, output 65536, standard i0.3 c0.03 o2.5 ai1, flex i0.15 c0.03 o1.25 ai0.5, priority i0.54 c0.054 o4.5 ai1.8, search 0.035
        gemini/gemini-2.5-flash-image: window 65536, output 32768, standard i0.3 c0.03 o2.5 ai1 io30, flex i0.15 o1.25, priority i0.54 o4.5, search 0.035
        gemini/gemini-2.5-flash-lite: window 1048576, output 65536, standard i0.1 c0.01 o0.4 ai0.3, flex i0.05 c0.01 o0.2 ai0.15, priority i0.18 c0.018 o0.72 ai0.54, search 0.035
        gemini/gemini-2.5-flash-native-audio-latest: window 131072, output 8192, standard i0.5 o2 ai3 ao12
        gemini/gemini-2.5-flash-native-audio-preview-09-2025: window 1048576, output 8192, standard i0.5 o2 ai3 ao12
        gemini/gemini-2.5-flash-native-audio-preview-12-2025: window 131072, output 8192, standard i0.5 o2 ai3 ao12
        gemini/gemini-2.5-flash-preview-tts: window 8192, output 16384, standard i0.5 o10 ao10
        gemini/gemini-2.5-pro: window 1048576, output 65536, standard i1.25 c0.125 o10, standard>200000 i2.5 c0.25 o15, flex i0.625 c0.125 o5, priority i2.25 c0.225 o18, priority>200000 i4.5 c0.45 o27, search 0.035
        gemini/gemini-2.5-pro-preview-tts: window 8192, output 16384, standard i1 c0.125 o20 ai0.7 ao20, search 0.035
        gemini/gemini-3-flash-preview: window 1048576, output 65536, standard i0.5 c0.05 o3 ai1, flex i0.25 c0.05 o1.5 ai0.5, priority i0.9 c0.09 o5.4 ai1.8, search 0.014
        gemini/gemini-3-pro-image: window 65536, output 32768, standard i2 o12 io120, flex i1 o6, priority i3.6 o21.6, search 0.014
        gemini/gemini-3-pro-image-preview: window 131072, output 32768, standard i2 o12 io120, flex i1 o6, priority i3.6 o21.6, search 0.014
        gemini/gemini-3.1-flash-image: window 131072, output 32768, standard i0.5 o3 io60, search 0.014
        gemini/gemini-3.1-flash-image-preview: window 65536, output 65536, standard i0.5 o3 io60, search 0.014
        gemini/gemini-3.1-flash-lite: window 1048576, output 65536, standard i0.25 c0.025 o1.5 ai0.5, flex i0.125 c0.0125 o0.75 ai0.25, priority i0.45 c0.045 o2.7 ai0.9, search 0.014
        gemini/gemini-3.1-flash-lite-image: window 65536, output 4096, standard i0.25 o1.5 io30
        gemini/gemini-3.1-flash-lite-preview: window 1048576, output 65536, standard i0.25 c0.025 o1.5 ai0.5, flex i0.125 c0.0125 o0.75, priority i0.45 c0.045 o2.7, search 0.014
        gemini/gemini-3.1-flash-live-preview: window 131072, output 65536, standard i0.75 o4.5 ai3 ao12 ii1
        gemini/gemini-3.1-flash-tts-preview: window 8192, output 16384, standard i1 o20 ao20
        gemini/gemini-3.1-pro-preview: window 1048576, output 65536, standard i2 c0.2 o12, standard>200000 i4 c0.4 o18, flex i1 c0.2 o6, priority i3.6 c0.36 o21.6, priority>200000 i7.2 c0.72 o32.4, search 0.014
        gemini/gemini-3.1-pro-preview-customtools: window 1048576, output 65536, standard i2 c0.2 o12, standard>200000 i4 c0.4 o18, flex i1 c0.2 o6, priority i3.6 c0.36 o21.6, priority>200000 i7.2 c0.72 o32.4, search 0.014
        gemini/gemini-3.5-flash: window 1048576, output 65536, standard i1.5 c0.15 o9 ai1.5, flex i0.75 c0.08 o4.5, priority i2.7 c0.27 o16.2 ai2.7, search 0.014
        gemini/gemini-3.5-flash-lite: window 1048576, output 65536, standard i0.3 c0.03 o2.5, flex i0.15 c0.02 o1.25, priority i0.54 c0.05 o4.5, search 0.014
        gemini/gemini-3.5-live-translate-preview: window 131072, output 65536, standard i3.5 o21 ai3.5 ao21
        gemini/gemini-3.5-transcribe: window 98304, output 32768, standard i2 o12 ai2
        gemini/gemini-3.5-transcribe-live: window 131072, output 65536, standard i3.5 o21 ai3.5
        gemini/gemini-3.6-flash: window 1048576, output 65536, standard i0.75 c0.075 o3.75, flex i0.375 c0.0375 o1.875, priority i1.35 c0.135 o6.75, search 0.014
        gemini/gemini-3.7-flash: window 1048576, output 65536, standard i0.75 c0.075 o3.75, flex i0.375 c0.0375 o1.875, priority i1.35 c0.135 o6.75, search 0.014
        gemini/gemini-3.8-flash: window 1048576, output 65536, standard i0.75 c0.075 o3.75, flex i0.375 c0.0375 o1.875, priority i1.35 c0.135 o6.75, search 0.014
        gemini/gemini-3.8-flash-lite-tts: window 8192, output 16384, standard i0.5 c0.125 o6 ao6, flex i0.25 c0.025 o3, priority i0.9 c0.225 o10.8
        gemini/gemini-3.8-flash-tts: window 8192, output 16384, standard i0.5 c0.125 o9 ao9, flex i0.25 c0.025 o4.5, priority i0.9 c0.225 o16.2
        gemini/gemini-3.8-live: window 131072, output 65536, standard i0.75 o4.5 ai3 ao12 ii1
        gemini/gemini-3.8-live-extended-thinking: window 131072, output 65536, standard i0.75 o4.5 ai3 ao12 ii1
        gemini/gemini-4-argon: window 1048576, output 1048576, standard i2 c0.1 o10, flex i1 c0.05 o5, priority i3.6 c0.18 o18, search 0.014
        gemini/gemini-embedding-001: window 2048, standard i0.15 o0
        gemini/gemini-embedding-2: window 8192, standard i0.2 o0 ai6.5 ii0.45
        gemini/gemini-embedding-2-preview: window 8192, standard i0.2 o0 ai6.5 ii0.45
        gemini/gemini-exp-1114: window 1048576, output 8192, standard i0 o0, standard>128000 i0 o0
        gemini/gemini-exp-1206: window 2097152, output 8192, standard i0 o0, standard>128000 i0 o0
        gemini/gemini-flash-latest: window 1048576, output 65536, standard i0.75 c0.075 o3.75, flex i0.375 c0.0375 o1.875, priority i1.35 c0.135 o6.75, search 0.014
        gemini/gemini-flash-lite-latest: window 1048576, output 65536, standard i0.3 c0.03 o2.5, flex i0.15 c0.02 o1.25, priority i0.54 c0.05 o4.5, search 0.014
        gemini/gemini-gemma-2-27b-it: window 8192, output 8192, standard i0.35 o1.05
        gemini/gemini-gemma-2-9b-it: window 8192, output 8192, standard i0.35 o1.05
        gemini/gemini-live-2.5-flash-preview-native-audio-09-2025: window 1048576, output 65535, standard i0.5 o2 ai3 ao12, search 0.035
        gemini/gemini-nano-banana-2.1: window 131072, output 32768, standard i1.5 o7.5 io30, search 0.014
        gemini/gemini-omni-1.1-flash: window 1048576, output 65536, standard i1.5 o9 ai1.5
        gemini/gemini-omni-flash-preview: window 131072, output 65536, standard i1.5 o9 ai1.5
        gemini/gemini-pro-latest: window 1048576, output 65536, standard i2 c0.2 o12, standard>200000 i4 c0.4 o18, flex i1 c0.2 o6, priority i3.6 c0.36 o21.6, priority>200000 i7.2 c0.72 o32.4, search 0.014
        gemini/gemini-robotics-er-2-preview: window 131072, output 65536, standard i1 c0.1 o5 ai1, search 0.014
        gemini/gemini-robotics-er-2-streaming-preview: window 131072, output 65536, standard i1 o5 ai1, search 0.014
        gemini/gemma-3-27b-it: window 131072, output 8192, standard i0 o0, standard>128000 i0 o0, character 0
        gemini/gemma-4-26b-a4b-it: window 262144, output 32768, standard i0 o0
        gemini/gemma-4-31b-it: window 262144, output 32768, standard i0 o0
        gemini/imagen-3.0-fast-generate-001: image 0.02
        gemini/imagen-3.0-generate-001: image 0.04
        gemini/learnlm-1.5-pro-experimental: window 32767, output 8192, standard i0 o0, standard>128000 i0 o0, character 0
        gemini/lyria-3-clip-preview: window 131072, output 8192, standard i0 o0, image 0.04
        gemini/lyria-3-pro-preview: window 131072, output 8192, standard i0 o0, image 0.08
        gemini/lyria-3.5: window 131072, output 65536, standard i0 o0, image 0.08
        gemini/lyria-3.5-clip-preview: window 131072, output 8192, standard i0 o0, image 0.04
        gemini/lyria-3.5-pro-preview: window 131072, output 8192, standard i0 o0, image 0.08
        gemini/lyria-realtime-exp: window 1048576, output 65536, standard i0 o0, image 0.08
        gemini/nano-banana-pro-preview: window 131072, output 32768, standard i2 o12 io120, flex i1 o6, priority i3.6 o21.6, search 0.014
        gemini/veo-3.1-fast-generate-001: window 1024, second 0.1
        gemini/veo-3.1-fast-generate-preview: window 1024, second 0.1
        gemini/veo-3.1-generate-001: window 1024, second 0.4
        gemini/veo-3.1-generate-preview: window 1024, second 0.4
        gemini/veo-3.1-lite-generate-preview: window 1024, second 0.05
        """
}
