/**
 * What every server shares and nothing that only one needs. It must not know any server's rules,
 * rows or decisions.
 */
@NullMarked
package dev.sluice.common;

import org.jspecify.annotations.NullMarked;
