package dev.sluice.bench;

import dev.sluice.common.testkit.LibraryTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.bench")
        .everywhere("dev.sluice.e2e")
        .everywhere("picocli")
        .tests();
  }
}
