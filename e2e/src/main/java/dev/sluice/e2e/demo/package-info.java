/**
 * The demo: starts the environment on its documented ports, shows each feature of Sluice and the
 * command that repeats it. It must not decide anything that a server decides.
 */
@NullMarked
package dev.sluice.e2e.demo;

import org.jspecify.annotations.NullMarked;
