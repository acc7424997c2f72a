package dev.sluice.packaging;

import dev.sluice.common.testkit.LibraryTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.packaging")
        .everywhere("com.google.cloud.tools.jib")
        .everywhere("picocli")
        .tests();
  }
}
