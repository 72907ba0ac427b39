from assets.workbooks.assets.intake import ASSETS
from assets.workbooks.projects.intake import PROJECTS

KINDS = {kind.shape.code: kind for kind in (ASSETS, PROJECTS)}
