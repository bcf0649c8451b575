from django.core.exceptions import EmptyResultSet
from django.db.models import BigAutoField, ForeignKey, Lookup


@BigAutoField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """`practice__among=ids`: as `__in`, of a set of ids that reaches the database as one value.
    An id of a list is looked at a dozen times before it is sent, and a PCT has 130 practices.

    With an ArraySubquery the database finds the ids once and looks for each by its index, beside
    other conditions as well, where it reads the whole table for `__in` or something else."""

    lookup_name = "among"

    def get_prep_lookup(self):
        return list(self.rhs) if self.rhs_is_direct_value() else self.rhs

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        if not self.rhs_is_direct_value():
            ids, of_ids = compiler.compile(self.rhs)
            return f"{column} = ANY({ids})", (*parameters, *of_ids)
        if not self.rhs:
            raise EmptyResultSet
        return f"{column} = ANY(%s)", (*parameters, self.rhs)
