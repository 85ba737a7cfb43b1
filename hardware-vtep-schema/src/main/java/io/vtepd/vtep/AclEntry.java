package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row of {@code ACL_entry}. A rule of an access control list; an empty field matches everything.
 */
public record AclEntry(Row row, Table columns) implements VtepRow {
  /** {@code ACL_entry} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<Long> sequence,
      VtepColumn<String> direction,
      VtepColumn<String> action,
      VtepColumn<Optional<MacField>> sourceMac,
      VtepColumn<Optional<MacField>> destMac,
      VtepColumn<Optional<String>> ethertype,
      VtepColumn<Optional<IpField>> sourceIp,
      VtepColumn<Optional<IpField>> sourceMask,
      VtepColumn<Optional<IpField>> destIp,
      VtepColumn<Optional<IpField>> destMask,
      VtepColumn<OptionalLong> protocol,
      VtepColumn<OptionalLong> sourcePortMin,
      VtepColumn<OptionalLong> sourcePortMax,
      VtepColumn<OptionalLong> destPortMin,
      VtepColumn<OptionalLong> destPortMax,
      VtepColumn<OptionalLong> tcpFlags,
      VtepColumn<OptionalLong> tcpFlagsMask,
      VtepColumn<OptionalLong> icmpType,
      VtepColumn<OptionalLong> icmpCode,
      VtepColumn<List<String>> acleFaultStatus)
      implements VtepTable<AclEntry> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.ACL_ENTRY);
      return new Table(
          table,
          ColumnTypes.integer(table, ColumnName.SEQUENCE),
          ColumnTypes.text(table, ColumnName.DIRECTION),
          ColumnTypes.text(table, ColumnName.ACTION),
          ColumnTypes.optionalMac(table, ColumnName.SOURCE_MAC),
          ColumnTypes.optionalMac(table, ColumnName.DEST_MAC),
          ColumnTypes.optionalText(table, ColumnName.ETHERTYPE),
          ColumnTypes.optionalIp(table, ColumnName.SOURCE_IP),
          ColumnTypes.optionalIp(table, ColumnName.SOURCE_MASK),
          ColumnTypes.optionalIp(table, ColumnName.DEST_IP),
          ColumnTypes.optionalIp(table, ColumnName.DEST_MASK),
          ColumnTypes.optionalInteger(table, ColumnName.PROTOCOL),
          ColumnTypes.optionalInteger(table, ColumnName.SOURCE_PORT_MIN),
          ColumnTypes.optionalInteger(table, ColumnName.SOURCE_PORT_MAX),
          ColumnTypes.optionalInteger(table, ColumnName.DEST_PORT_MIN),
          ColumnTypes.optionalInteger(table, ColumnName.DEST_PORT_MAX),
          ColumnTypes.optionalInteger(table, ColumnName.TCP_FLAGS),
          ColumnTypes.optionalInteger(table, ColumnName.TCP_FLAGS_MASK),
          ColumnTypes.optionalInteger(table, ColumnName.ICMP_TYPE),
          ColumnTypes.optionalInteger(table, ColumnName.ICMP_CODE),
          ColumnTypes.texts(table, ColumnName.ACLE_FAULT_STATUS));
    }

    @Override
    public AclEntry view(Row row) {
      return new AclEntry(row, this);
    }
  }

  /** Lower ones come first. */
  public long sequence() {
    return columns.sequence().get(row);
  }

  /** {@code ingress} or {@code egress}. */
  public String direction() {
    return columns.direction().get(row);
  }

  /** {@code permit} or {@code deny}. */
  public String action() {
    return columns.action().get(row);
  }

  public Optional<MacField> sourceMac() {
    return columns.sourceMac().get(row);
  }

  public Optional<MacField> destMac() {
    return columns.destMac().get(row);
  }

  /** Hexadecimal, such as {@code 0x0800}. */
  public Optional<String> ethertype() {
    return columns.ethertype().get(row);
  }

  public Optional<IpField> sourceIp() {
    return columns.sourceIp().get(row);
  }

  public Optional<IpField> sourceMask() {
    return columns.sourceMask().get(row);
  }

  public Optional<IpField> destIp() {
    return columns.destIp().get(row);
  }

  public Optional<IpField> destMask() {
    return columns.destMask().get(row);
  }

  /** The IP protocol's number. */
  public OptionalLong protocol() {
    return columns.protocol().get(row);
  }

  public OptionalLong sourcePortMin() {
    return columns.sourcePortMin().get(row);
  }

  public OptionalLong sourcePortMax() {
    return columns.sourcePortMax().get(row);
  }

  public OptionalLong destPortMin() {
    return columns.destPortMin().get(row);
  }

  public OptionalLong destPortMax() {
    return columns.destPortMax().get(row);
  }

  public OptionalLong tcpFlags() {
    return columns.tcpFlags().get(row);
  }

  public OptionalLong tcpFlagsMask() {
    return columns.tcpFlagsMask().get(row);
  }

  public OptionalLong icmpType() {
    return columns.icmpType().get(row);
  }

  public OptionalLong icmpCode() {
    return columns.icmpCode().get(row);
  }

  /** Faults that there are now. */
  public List<String> acleFaultStatus() {
    return columns.acleFaultStatus().get(row);
  }
}
