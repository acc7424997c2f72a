package dev.sluice.extauthz.policy.file;

import dev.sluice.extauthz.policy.address.CidrBlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A reader of files with one CIDR block on each line and comments after {@code #}. */
final class AddressFileReader {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_PROBLEMS = 20;

  private final Path file;
  private final List<CidrBlock> blocks;
  private final LineProblemListener problems;
  private int problemCount;

  /** A listener for problems in lines of a file. */
  @FunctionalInterface
  interface LineProblemListener {
    void onProblem(Path file, int line, String message);
  }

  /** Creates a reader that adds blocks to a list of the caller. */
  AddressFileReader(Path file, List<CidrBlock> blocks, LineProblemListener problems) {
    this.file = file;
    this.blocks = blocks;
    this.problems = problems;
  }

  void read() throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_BYTES + 1);
    }
    if (content.length > MAX_BYTES) {
      problem(1, "the file is larger than " + MAX_BYTES + " bytes");
      return;
    }
    int line = 1;
    int from = 0;
    for (; from < content.length && problemCount < MAX_PROBLEMS; line++) {
      int end = from;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      line(new String(content, from, end - from, StandardCharsets.UTF_8), line);
      from = end + 1;
    }
    if (from < content.length) {
      problems.onProblem(
          file, line, "the lines from here on are not checked; correct these problems first");
    }
  }

  private void line(String text, int number) {
    int comment = text.indexOf('#');
    String block = (comment < 0 ? text : text.substring(0, comment)).strip();
    if (block.isEmpty()) {
      return;
    }
    switch (CidrBlock.parse(block)) {
      case CidrBlock.ParseResult.Parsed(CidrBlock cidr) -> blocks.add(cidr);
      case CidrBlock.ParseResult.Rejected(String message) -> problem(number, message);
    }
  }

  private void problem(int line, String message) {
    problemCount++;
    problems.onProblem(file, line, message);
  }
}
