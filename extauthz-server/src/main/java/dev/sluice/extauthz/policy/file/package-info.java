/**
 * Reads policies/authz.yaml, policies/ip_rules.yaml and the files that they name, and compiles them
 * to an AuthzPolicy and IpRules. It must not know any request, token or response.
 */
@NullMarked
package dev.sluice.extauthz.policy.file;

import org.jspecify.annotations.NullMarked;
