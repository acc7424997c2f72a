package dev.sluice.extauthz.policy.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.address.IpAddressSet;
import dev.sluice.extauthz.policy.block.BlockingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A reader of the settings for blocks after failed credentials. */
final class BlockingReader {
  private static final String SECTION = "blocking";
  private static final String EXCEPT = "except";
  private static final int FAILURES = 50;
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration BLOCK_FOR = Duration.ofMinutes(10);

  private final PolicyDocument document;
  private final List<PolicyProblem> problems;

  BlockingReader(PolicyDocument document, List<PolicyProblem> problems) {
    this.document = document;
    this.problems = problems;
  }

  /** Returns the settings; empty without the section. Adds each problem to the list. */
  Optional<BlockingSettings> read() {
    JsonNode node = document.spec().path(SECTION);
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new BlockingSettings(
                node.path("failures").asInt(FAILURES),
                PolicyDurationReader.read(node, "window").orElse(WINDOW),
                PolicyDurationReader.read(node, "block-for").orElse(BLOCK_FOR),
                node.path("mode").asString("enforce").equals("shadow"),
                except(node.path(EXCEPT))));
  }

  private IpAddressSet except(JsonNode texts) {
    List<CidrBlock> blocks = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      switch (CidrBlock.parse(texts.path(i).asString())) {
        case CidrBlock.ParseResult.Parsed(CidrBlock cidr) -> blocks.add(cidr);
        case CidrBlock.ParseResult.Rejected(String reason) ->
            problems.add(document.problem("/" + SECTION + "/" + EXCEPT + "/" + i, reason));
      }
    }
    return new IpAddressSet(blocks);
  }
}
