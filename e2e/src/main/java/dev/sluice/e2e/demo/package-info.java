/**
 * The demo: starts the environment on its documented ports, shows what Sluice does step by step,
 * and says for each step how to repeat it. Must not decide anything that a server decides.
 */
@NullMarked
package dev.sluice.e2e.demo;

import org.jspecify.annotations.NullMarked;
