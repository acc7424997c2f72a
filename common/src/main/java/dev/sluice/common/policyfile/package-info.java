/**
 * Loads what the security team edits: YAML in an envelope, checked against its JSON Schema, every
 * problem with its place, reloaded without ever giving up the last good version. It must not know
 * what a policy means: a compiler given from outside does.
 */
@NullMarked
package dev.sluice.common.policyfile;

import org.jspecify.annotations.NullMarked;
