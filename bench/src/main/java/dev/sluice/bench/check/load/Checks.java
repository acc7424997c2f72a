package dev.sluice.bench.check.load;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encoded checks, one after the other.
 *
 * @param next the next one, null when there are no more
 * @param allowed what each must be answered
 */
public record Checks(Supplier<byte @Nullable []> next, boolean allowed) {

  /** The same ones over and over. */
  public static Checks round(List<byte[]> messages, boolean allowed) {
    return new Checks(
        new Supplier<>() {
          private int at;

          @Override
          public byte[] get() {
            at = at == messages.size() - 1 ? 0 : at + 1;
            return messages.get(at);
          }
        },
        allowed);
  }

  /** Each once. */
  public static Checks once(List<byte[]> messages, boolean allowed) {
    Iterator<byte[]> left = messages.iterator();
    return new Checks(() -> left.hasNext() ? left.next() : null, allowed);
  }
}
