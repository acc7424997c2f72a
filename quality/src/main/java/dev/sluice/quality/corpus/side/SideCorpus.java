package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.corpus.evasion.EvasionFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The texts of a side.
 *
 * @param files the number of public files that were read, by their origin
 */
public record SideCorpus(
    CorpusSide side, long seed, List<SideSample> samples, Map<String, Integer> files) {
  private static final int CHAT_SHARE = 45;
  private static final int LAYOUT_SHARE = 30;
  private static final int PLAIN_CHAT_SHARE = 35;
  private static final int PLAIN_LAYOUT_SHARE = 25;

  public SideCorpus {
    samples = List.copyOf(samples);
    files = Map.copyOf(files);
  }

  /** Generates the texts. Those from public files depend on the machine, too. */
  public static SideCorpus generate(CorpusSide side, long seed, SideCorpusSize size) {
    SideGrammar grammar = SideGrammar.read(side);
    SideComposer composer = new SideComposer(grammar, seed);
    List<SideSample> samples = new ArrayList<>();
    int chats = size.perKind() * CHAT_SHARE / 100;
    int layouts = size.perKind() * LAYOUT_SHARE / 100;
    for (EntityKind kind : EntityKind.values()) {
      add(chats, number -> samples.add(composer.chat(kind, number)));
      add(layouts, number -> samples.add(composer.layout(kind, number)));
    }
    int chat = size.ordinary() * PLAIN_CHAT_SHARE / 100;
    int layout = size.ordinary() * PLAIN_LAYOUT_SHARE / 100;
    add(chat, number -> samples.add(composer.ordinary(TextSource.GRAMMAR, number)));
    add(layout, number -> samples.add(composer.ordinary(TextSource.LAYOUT, number)));
    for (EvasionFamily family : EvasionFamily.values()) {
      add(size.perFamily(), number -> samples.add(composer.evasion(family, number)));
    }
    PublicTextComposer texts = new PublicTextComposer(grammar, seed);
    texts.add(samples, size.perKind() - chats - layouts, size.ordinary() - chat - layout);
    return new SideCorpus(side, seed, samples, texts.files());
  }

  private static void add(int count, IntConsumer each) {
    IntStream.range(0, count).forEach(each);
  }
}
