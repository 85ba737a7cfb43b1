/**
 * Text to tree: reads YAML (or JSON) into {@link io.vtepd.lab.yaml.Node}s that remember line and
 * column, and collects every {@link io.vtepd.lab.yaml.Problem} instead of stopping at the first.
 * Depends on Jackson's token stream alone; nothing here knows what a lab is. Scalars stay text:
 * whoever reads a field decides what it means.
 */
package io.vtepd.lab.yaml;
