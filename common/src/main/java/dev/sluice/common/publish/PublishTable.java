package dev.sluice.common.publish;

import dev.sluice.common.ads.Subscription;
import dev.sluice.config.v1.Publish;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a server compiled of the publishes that are in force.
 *
 * @param <T> the compiled form, which is immutable
 */
public final class PublishTable<T> {
  private static final String TYPE_URL = "type.googleapis.com/sluice.config.v1.Publish";

  private final Function<Collection<Publish>, T> compiler;
  private volatile T current;

  /**
   * Begins without any publish; {@code compiler} throws {@link IllegalArgumentException} to refuse
   * what the controller sent.
   */
  public PublishTable(T none, Function<Collection<Publish>, T> compiler) {
    this.current = none;
    this.compiler = compiler;
  }

  /** What is in force now. */
  public T current() {
    return current;
  }

  /** To be given to the ADS client. */
  public Subscription<Publish> subscription() {
    return new Subscription<>(TYPE_URL, Publish.parser(), this::apply);
  }

  /** In the order of their names, so that every replica tries shared hosts alike. */
  private void apply(Map<String, Publish> publishes) {
    current = compiler.apply(new TreeMap<>(publishes).values());
  }
}
