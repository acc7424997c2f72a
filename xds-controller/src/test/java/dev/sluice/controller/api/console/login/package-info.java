@NullMarked
package dev.sluice.controller.api.console.login;

import org.jspecify.annotations.NullMarked;
