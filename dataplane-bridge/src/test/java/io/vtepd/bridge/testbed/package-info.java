/**
 * Fixtures for tests on a real switch: {@link io.vtepd.bridge.testbed.OvsSandbox} runs one, {@link
 * io.vtepd.bridge.testbed.OpenFlowDial} talks to it. Tests that use them carry
 * {@code @Tag("system")}.
 */
package io.vtepd.bridge.testbed;
