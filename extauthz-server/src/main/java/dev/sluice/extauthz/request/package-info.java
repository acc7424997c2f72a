/**
 * Reads a CheckRequest from Envoy and returns the input of a decision. It must not know any rule.
 */
@NullMarked
package dev.sluice.extauthz.request;

import org.jspecify.annotations.NullMarked;
