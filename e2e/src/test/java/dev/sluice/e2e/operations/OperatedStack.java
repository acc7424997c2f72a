package dev.sluice.e2e.operations;

import dev.sluice.e2e.TestStack;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestFolders;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An environment for one test, whose files and database the test may change. */
final class OperatedStack implements BeforeEachCallback, AfterEachCallback {
  private final Path home;
  private final Path logs;
  private final SluiceStack stack;
  private final TestEnvironment environment;

  OperatedStack(String name) {
    home = TestFolders.ofThisJvm(name);
    logs = TestFolders.ofThisJvm(name + "-logs");
    stack = new SluiceStack(TestStack.settings(home, logs));
    environment = new TestEnvironment(stack);
  }

  SluiceStack stack() {
    return stack;
  }

  TestEnvironment environment() {
    return environment;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    TestFolders.delete(logs);
    TestStack.start(stack);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stack.close();
    TestFolders.delete(home);
  }
}
