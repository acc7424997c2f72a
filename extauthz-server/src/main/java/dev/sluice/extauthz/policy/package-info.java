/**
 * The compiled form of policies/authz.yaml and of the publishes from the controller. It must not
 * know any request, token or response.
 */
@NullMarked
package dev.sluice.extauthz.policy;

import org.jspecify.annotations.NullMarked;
