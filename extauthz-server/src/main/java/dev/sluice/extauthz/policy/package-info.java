/**
 * What is allowed: the compiled form of policies/authz.yaml and of the controller's publishes. It
 * must not know any request, token or answer.
 */
@NullMarked
package dev.sluice.extauthz.policy;

import org.jspecify.annotations.NullMarked;
