package dev.sluice.e2e.support;

import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stack.StartProgressListener;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A JUnit extension that provides the one environment of this JVM, started on first use on free
 * ports. If a test fails, it prints the ends of the logs. The full logs are in target/e2e-logs.
 */
public final class TestEnvironmentExtension implements ParameterResolver, TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(TestEnvironmentExtension.class);
  private static final Path HOME = Path.of("target", "e2e-stack");
  private static final Path LOGS = Path.of("target", "e2e-logs");

  /** Limits the JIT compiler, because servers are started often and run briefly. */
  private static final List<String> JAVA_OPTIONS = List.of("-XX:TieredStopAtLevel=1");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestEnvironment.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new TestEnvironment(shared(context).running());
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    SluiceStack stack = shared(context).stack();
    for (ServerKind kind : ServerKind.values()) {
      System.err.println(kind.module() + ":" + stack.process(kind).logTail());
    }
    System.err.println("envoy:" + stack.envoy().logTail());
  }

  private static Running shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
  }

  /** The environment, or the failure of its start, which is not retried. */
  private record Running(SluiceStack stack, @Nullable RuntimeException failure)
      implements AutoCloseable {

    static Running start() {
      TestFolders.delete(LOGS);
      Map<ServerKind, List<String>> options = new EnumMap<>(ServerKind.class);
      for (ServerKind kind : ServerKind.values()) {
        options.put(kind, JAVA_OPTIONS);
      }
      SluiceStack stack =
          new SluiceStack(
              StackSettings.of(HOME, LOGS, StackPorts.findFree()).withJavaOptions(options));
      stack.stopLeftovers();
      stack.database().stopLeftover();
      TestFolders.delete(HOME);
      try {
        stack.start(StartProgressListener.SILENT);
        return new Running(stack, null);
      } catch (RuntimeException e) {
        stack.close();
        return new Running(stack, e);
      }
    }

    SluiceStack running() {
      if (failure != null) {
        throw new ProcessFailedException("the environment did not start", failure);
      }
      return stack;
    }

    @Override
    public void close() {
      stack.close();
      TestFolders.delete(HOME);
    }
  }
}
