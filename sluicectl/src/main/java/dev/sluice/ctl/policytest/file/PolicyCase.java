package dev.sluice.ctl.policytest.file;

/** A case of a test file. */
public sealed interface PolicyCase
    permits BodyCase, CorpusCase, AttackCase, RequestCase, RoleCase, ModelCase, TierCase {
  String name();

  CasePlace place();

  /** Returns the section of the file that has the case. */
  String section();
}
