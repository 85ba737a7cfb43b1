/**
 * What a step does and what must hold after it, as records: one {@link io.vtepd.lab.step.Action} a
 * step, any number of {@link io.vtepd.lab.step.Expectation}s. Pure values, made by the scenario
 * package and carried out by the run package; the switches over them have no default, so that a new
 * kind of step cannot be forgotten anywhere. Depends on topology for the names of processes.
 */
package io.vtepd.lab.step;
