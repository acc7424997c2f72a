/**
 * Which client addresses may pass. It must not know where an address comes from, nor what a refusal
 * looks like.
 */
@NullMarked
package dev.sluice.extauthz.policy.address;

import org.jspecify.annotations.NullMarked;
