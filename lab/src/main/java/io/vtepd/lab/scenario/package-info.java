/**
 * Reads {@code scenarios/*.yaml} into steps and checks them against their topology: hosts, guests,
 * files, saved values. Nothing is built while one fault is known. Depends on yaml, topology and
 * step.
 */
package io.vtepd.lab.scenario;
