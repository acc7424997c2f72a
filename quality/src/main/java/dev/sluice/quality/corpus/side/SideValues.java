package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.grammar.TextDerivation;
import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.ValueTable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The values of a side: those of the value table, and a third in the forms that the side adds by
 * rules such as {@code value.email}.
 */
record SideValues(SideGrammar side, SeededRandom random)
    implements Function<String, GeneratedValue> {
  private static final int OWN_FORMS = 35;

  @Override
  public GeneratedValue apply(String name) {
    List<String> own = side.grammar().alternatives("value." + name);
    if (own.isEmpty() || !random.percent(OWN_FORMS)) {
      return ValueTable.generate(name, random);
    }
    return GeneratedValue.of(
        new TextDerivation(
                side.grammar(), Map.of(), each -> ValueTable.generate(each, random), random)
            .add(random.pick(own))
            .filled()
            .text());
  }
}
