package dev.sluice.ctl.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.ctl.doctor.fault.WiringFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A change that puts one fault into correct files.
 *
 * @param search a text that is in the files once
 * @param change the change of the file that has the text
 */
record FaultInjection(WiringFault fault, String search, UnaryOperator<String> change) {

  /** Replaces a text. */
  static FaultInjection replacing(WiringFault fault, String search, String replacement) {
    return new FaultInjection(fault, search, text -> text.replace(search, replacement));
  }

  /** Removes the document that begins with {@code --- # mark}. */
  static FaultInjection without(WiringFault fault, String mark) {
    String search = "--- # " + mark + "\n";
    return new FaultInjection(fault, search, text -> text.replace(document(text, search), ""));
  }

  /** Repeats the document that begins with {@code --- # mark}. */
  static FaultInjection repeating(WiringFault fault, String mark) {
    String search = "--- # " + mark + "\n";
    return new FaultInjection(
        fault, search, text -> text.replace(search, document(text, search) + search));
  }

  private static String document(String text, String start) {
    int begin = text.indexOf(start);
    int end = text.indexOf("\n---", begin);
    return end < 0 ? text.substring(begin) : text.substring(begin, end + 1);
  }

  /** Copies the files of {@code correct} to {@code folder}, one of them changed. */
  void write(Path correct, Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(correct)) {
      files = all.sorted().toList();
    }
    List<String> changed = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file);
      Path target = folder.resolve(file.getFileName().toString());
      if (text.contains(search)) {
        changed.add(file.getFileName().toString());
        assertEquals(text.indexOf(search), text.lastIndexOf(search), "is there once: " + search);
        Files.writeString(target, change.apply(text));
      } else {
        Files.writeString(target, text);
      }
    }
    assertEquals(1, changed.size(), () -> search + " is in " + changed);
  }

  /** Returns a name for the test. */
  String title() {
    return fault.id() + ": " + search.lines().findFirst().orElse("").strip();
  }
}
