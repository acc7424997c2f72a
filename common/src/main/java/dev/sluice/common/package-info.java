/**
 * The code that several servers share. It must not know the rules, rows or decisions of any server.
 */
@NullMarked
package dev.sluice.common;

import org.jspecify.annotations.NullMarked;
