/**
 * The explanation of one request: what was checked, in order, and what each check said. It must not
 * know where the facts come from, and it never has the value of a secret or of a finding.
 */
@NullMarked
package dev.sluice.common.explain;

import org.jspecify.annotations.NullMarked;
