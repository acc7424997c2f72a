package dev.sluice.e2e;

import dev.sluice.e2e.process.ProcessFailure;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.Stack;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests the one environment of this JVM, started when it is first asked for, on free ports.
 * The ends of the logs are shown when a test fails; whole logs stay in target/e2e-logs-N of the
 * N-th JVM of the tests.
 */
final class SluiceExtension implements ParameterResolver, TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(SluiceExtension.class);
  private static final Path HOME = Folders.ofThisJvm("e2e-stack");
  private static final Path LOGS = Folders.ofThisJvm("e2e-logs");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Sluice.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new Sluice(shared(context).running());
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    Stack stack = shared(context).stack();
    for (ServerKind kind : ServerKind.values()) {
      System.err.println(kind.module() + ":" + stack.process(kind).tail());
    }
    System.err.println("envoy:" + stack.envoy().tail());
  }

  private static Running shared(ExtensionContext context) {
    // Each class is a run of its own where several JVMs share the classes; the session lasts.
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
  }

  /** The environment, or why there is none; a start that failed is not tried again. */
  private record Running(Stack stack, @Nullable RuntimeException failure) implements AutoCloseable {

    static Running start() {
      Folders.delete(LOGS);
      Stack stack = new Stack(TestStack.settings(HOME, LOGS));
      try {
        TestStack.start(stack);
        return new Running(stack, null);
      } catch (RuntimeException e) {
        stack.close();
        return new Running(stack, e);
      }
    }

    Stack running() {
      if (failure != null) {
        throw new ProcessFailure("the environment did not start", failure);
      }
      return stack;
    }

    @Override
    public void close() {
      stack.close();
      Folders.delete(HOME);
    }
  }
}
