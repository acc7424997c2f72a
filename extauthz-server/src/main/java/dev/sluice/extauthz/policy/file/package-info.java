/**
 * Reads policies/authz.yaml and the files that it names, and compiles them to an AuthzPolicy. It
 * must not know any request, token or response.
 */
@NullMarked
package dev.sluice.extauthz.policy.file;

import org.jspecify.annotations.NullMarked;
