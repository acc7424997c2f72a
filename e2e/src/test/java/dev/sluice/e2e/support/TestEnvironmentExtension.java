package dev.sluice.e2e.support;

import dev.sluice.e2e.TestStack;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A JUnit extension that provides the one environment of this JVM, started on first use on free
 * ports. If a test fails, it prints the ends of the logs. The full logs of the N-th test JVM are in
 * target/e2e-logs-N.
 */
public final class TestEnvironmentExtension implements ParameterResolver, TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(TestEnvironmentExtension.class);
  private static final Path HOME = TestFolders.ofThisJvm("e2e-stack");
  private static final Path LOGS = TestFolders.ofThisJvm("e2e-logs");

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
    // Each class is a run of its own where several JVMs share the classes; the session lasts.
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
  }

  /** The environment, or the failure of its start, which is not retried. */
  private record Running(SluiceStack stack, @Nullable RuntimeException failure)
      implements AutoCloseable {

    static Running start() {
      TestFolders.delete(LOGS);
      SluiceStack stack = new SluiceStack(TestStack.settings(HOME, LOGS));
      try {
        TestStack.start(stack);
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
