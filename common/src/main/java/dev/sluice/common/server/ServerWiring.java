package dev.sluice.common.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.lifecycle.ServerParts;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The three steps in which servers differ.
 *
 * @param <C> the configuration of the server
 * @param read reads every key; the process reports the problems
 * @param start starts all parts
 * @param probe checks what the server needs; it opens no port and creates nothing
 */
public record ServerWiring<C>(
    Function<ConfigReader, C> read, Starter<C> start, BiConsumer<C, DependencyReport> probe) {

  /** A starter of the parts of a server, in the order of their dependencies. */
  @FunctionalInterface
  public interface Starter<C> {
    /** Starts all parts. The caller closes them, also after an exception. */
    void start(C config, ServerParts parts) throws Exception;
  }
}
