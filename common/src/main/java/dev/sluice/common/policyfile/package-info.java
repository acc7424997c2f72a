/**
 * The loading of policy files, which the security team edits: YAML in an envelope, validated by a
 * JSON Schema, with the position of each problem. A reload keeps the last valid version. It must
 * not know the meaning of a policy, which a compiler from outside defines.
 */
@NullMarked
package dev.sluice.common.policyfile;

import org.jspecify.annotations.NullMarked;
