package dev.sluice.ctl.policytest.mutation;

import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.yaml.TextPosition;
import dev.sluice.ctl.policytest.file.CasePlace;

/**
 * A policy file with one change.
 *
 * @param at the place of the change
 * @param change a description of the change
 */
public record PolicyMutant(PolicySource.Parsed source, TextPosition at, String change) {
  public CasePlace place() {
    return new CasePlace(source.file(), at.line(), at.column());
  }
}
