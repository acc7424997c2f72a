/**
 * Signed lists of policy files. They say which files, with which content, the security team
 * released. It must not know what a policy means or how it is loaded.
 */
@NullMarked
package dev.sluice.common.policyfile.signed;

import org.jspecify.annotations.NullMarked;
