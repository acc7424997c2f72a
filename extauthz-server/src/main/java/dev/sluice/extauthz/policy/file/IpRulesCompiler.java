package dev.sluice.extauthz.policy.file;

import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.extauthz.policy.IpRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A compiler of policies/ip_rules.yaml. */
public final class IpRulesCompiler implements PolicyCompiler<IpRules> {
  /** The kind in the envelope of the policy file. */
  public static final String KIND = "IpRules";

  private static final String SCHEMA = "policies/schema/ip_rules.schema.json";

  private final Supplier<Map<String, String>> otherLists;

  private IpRulesCompiler(Supplier<Map<String, String>> otherLists) {
    this.otherLists = otherLists;
  }

  /**
   * Returns the loader of the policy file.
   *
   * @param otherLists the places of the address lists of the access policy, by id
   */
  public static PolicyFile<IpRules> file(Supplier<Map<String, String>> otherLists) {
    return new PolicyFile<>(KIND, SCHEMA, new IpRulesCompiler(otherLists));
  }

  @Override
  public IpRules compile(PolicyDocument document, List<PolicyProblem> problems) {
    return new IpRules(
        new AddressRuleReader(document, otherLists.get(), problems).readAll(), document.id());
  }

  @Override
  public List<Path> attachments(PolicyDocument document) {
    return AddressRuleReader.referencedFiles(document);
  }
}
